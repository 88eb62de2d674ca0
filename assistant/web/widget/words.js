// The words of one language, and dates, numbers and counts as that language writes them.

export const LANGUAGES = ["en", "fr", "de", "es", "it", "pl"];

/** The first of the wanted BCP 47 tags that the widget speaks, else English. */
export function spoken(...wanted) {
  const bases = wanted.filter(Boolean).map((tag) => tag.split("-")[0].toLowerCase());
  return bases.find((base) => LANGUAGES.includes(base)) ?? "en";
}

/** Fetches the words; throws where the server does not give them. */
export async function words(apiBase, language) {
  const response = await fetch(`${apiBase}/widget/words/${language}.json`);
  if (!response.ok) throw new Error(`words: ${response.status}`);
  const { words: messages, labels } = await response.json();
  return new Words(language, messages, labels);
}

export class Words {
  constructor(language, messages, labels) {
    this.language = language;
    this.messages = messages;
    this.labels = labels;
    this.say = this.say.bind(this);
    this.plural = new Intl.PluralRules(language);
    this.regions = new Intl.DisplayNames([language], { type: "region", fallback: "code" });
  }

  /** A message with its {variables} filled in. */
  say(key, variables = {}) {
    return (this.messages[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => String(variables[name] ?? ""));
  }

  /** The form of a message for a number: key_one, key_few or key_many. */
  count(key, count) {
    const form = this.plural.select(count);
    return this.say(`${key}_${form === "one" || form === "few" ? form : "many"}`, { count });
  }

  /** A calendar day, "2 October 2024". */
  day(iso) {
    const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    return new Date(`${iso}T12:00:00Z`).toLocaleDateString(this.language === "en" ? "en-GB" : this.language, options);
  }

  /** The hour of a deadline where its source gives one, "12:00 Lisbon time"; null otherwise. */
  hour({ time, zone }) {
    return time && this.say("hour", { time: time.slice(0, 5), zone: this.#zone(zone) });
  }

  #zone(zone) {
    if (zone === "Europe/Brussels") return this.say("zone_brussels");
    if (!zone.includes("/")) return zone;
    const westwards = zone.match(/^Etc\/GMT([+-]\d+)$/)?.[1];
    if (westwards) return `UTC${westwards > 0 ? "-" : "+"}${Math.abs(westwards)}`;
    return this.say("zone", { place: zone.split("/").at(-1).replaceAll("_", " ") });
  }

  euros(amount) {
    const options = { style: "currency", currency: "EUR", maximumFractionDigits: 0 };
    return amount.toLocaleString(this.language === "en" ? "en-IE" : this.language, options);
  }

  /** Taxonomy keys as people read them; a key without a label stands for itself. */
  listed(kind, keys) {
    return keys.map((key) => this.labels[kind]?.[key] ?? key).join(", ");
  }

  /** ISO codes as names of countries, keys of regions by their labels. */
  countries(keys) {
    const named = (key) => this.labels.country?.[key] ?? (/^[A-Z]{2}$/i.test(key) ? this.regions.of(key.toUpperCase()) : key);
    return keys.map(named).join(", ");
  }

  /** The label of a deadline, "cut-off"; one without words stands for itself. */
  stage(label) {
    return this.messages[`day_${label.replace(/\W+/g, "_")}`] ?? label;
  }

  place(locator) {
    return this.say(`place_${locator.kind}`, { value: locator.value });
  }
}
