// A funding call as a card: what it is, until when, for whom, and why it fits, each check with its evidence.
import { h, outward, webAddress } from "./dom.js";
import { icon } from "./icons.js";

const OPEN_CARDS = 2; // the details of so many cards are shown at once
const PLAIN = ["single", "deadline"]; // labels of a deadline that say nothing
const FIRST_CARDS = 5; // more than these and one are folded away: the text above has named them

/** The cards of open calls, then those of closed ones, folded away. */
export function calls(answer, citations, context) {
  const { say } = context.words;
  const one = (call, index) => card(call, citations, context, answer.calls.length <= OPEN_CARDS || index === 0);
  const cards = answer.calls.map(one);
  const first = cards.splice(0, cards.length > FIRST_CARDS + 1 ? FIRST_CARDS : cards.length);
  return [
    first.length > 0 && h("section", { class: "calls" }, h("h4", {}, say("calls")), h("ul", { class: "cards" }, first)),
    cards.length > 0 && folded("rest", say("more_calls", { count: cards.length }), null, cards),
    answer.closed_calls.length > 0 && folded("closed", say("closed_calls", { count: answer.closed_calls.length }),
      say("closed_note"), answer.closed_calls.map((call) => card(call, citations, context, false))),
  ];
}

const folded = (kind, name, note, cards) =>
  h("details", { class: `${kind} fold` }, h("summary", {}, name), note && h("p", { class: "quiet" }, note), h("ul", { class: "cards" }, cards));

function card(call, citations, context, unfolded) {
  const { words } = context;
  return h("li", { class: `card ${call.status}` },
    h("p", { class: "badges" }, badge(call, words), left(call, words), verdict(call, words)),
    h("h5", { lang: call.language }, title(call)),
    call.summary && call.summary !== call.title && h("p", { class: "summary", lang: call.language }, call.summary),
    facts([[words.say(call.deadlines.length > 1 ? "deadlines" : "deadline"), deadline(call, words)]]),
    otherwise(call, citations, words),
    h("details", { class: "more", open: unfolded },
      h("summary", {}, words.say("details"), named(call)),
      facts(rows(call, words)),
      checks(call, citations, context)),
    actions(call, context));
}

/** For those who cannot see which call a link is of. */
const named = (call) => h("span", { class: "unseen" }, ": ", h("span", { lang: call.language }, title(call)));

const title = (call) => (call.acronym && !call.title.includes(call.acronym) ? `${call.acronym}: ${call.title}` : call.title);

const badge = (call, { say }) => h("span", { class: `badge ${call.status}` }, say(`call_${call.status}`));

function left(call, words) {
  if (call.days_left == null || call.status === "closed") return null;
  const text = call.days_left === 0 ? words.say("days_left_0") : words.count("days_left", call.days_left);
  return h("span", { class: call.days_left <= 14 ? "left soon" : "left" }, text);
}

const verdict = (call, { say }) =>
  call.verdict && call.status !== "closed" && h("span", { class: `verdict ${call.verdict}` }, icon(call.verdict === "fits" ? "pass" : "unknown"), say(`verdict_${call.verdict}`));

/** The day of a deadline, with the hour where its source gives one. */
const moment = (deadline, words) => [words.day(deadline.date), words.hour(deadline)].filter(Boolean).join(", ");

function deadline(call, words) {
  if (!call.deadlines.length) return words.say("deadline_none");
  if (call.status === "closed") return words.say("deadline_passed", { date: moment(call.deadlines.at(-1), words) });
  return h("ul", { class: "plain" }, call.deadlines.map(({ date, label, time, zone }) =>
    h("li", { class: date === call.next_deadline ? "soonest" : date < call.next_deadline ? "past" : null },
      h("time", { datetime: date }, moment({ date, time, zone }, words)), !PLAIN.includes(label) && ` (${words.stage(label)})`)));
}

const facts = (found) =>
  h("dl", {}, found.filter(([, value]) => value).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));

/** What other sources of the call say of its dates and its budget, where they differ from this card. */
function otherwise(call, citations, words) {
  const { say } = words;
  const said = ({ field, value, citation }) => h("li", {}, say("pair", told(field, value, words)), "\u00a0", citations.link(citation));
  return call.conflicts?.length > 0 && h("div", { class: "otherwise" },
    h("p", {}, icon("alert"), say("otherwise")), h("ul", {}, call.conflicts.map(said)));
}

function told(field, value, words) {
  if (!field.startsWith("budget")) return { name: words.say(field), value: words.day(value) };
  const amounts = { total_eur: null, min_eur: null, max_eur: null, [`${field.slice(7)}_eur`]: Number(value) };
  return { name: words.say("budget"), value: budget(amounts, words) };
}

/** What every card speaks of, also where its sources are silent, and what only some do. */
function rows(call, words) {
  const { say } = words;
  const silent = h("span", { class: "quiet" }, say("check_unknown"));
  return [
    [say("opens"), call.status === "forthcoming" && call.opens && words.day(call.opens)],
    [say("applicants"), words.listed("applicant", call.applicants) || silent.cloneNode(true)],
    [say("support"), words.listed("support", call.support) || silent.cloneNode(true)],
    [say("budget"), budget(call.budget, words) || silent],
    [say("sectors"), words.listed("sector", call.sectors)],
    [say("countries"), words.countries(call.countries)],
    [say("programme"), [call.programme, call.action_type].filter(Boolean).join(" · ")],
    [say("topic"), call.topic_id],
  ];
}

function budget({ total_eur: total, min_eur: min, max_eur: max, grants }, words) {
  return [ofProject(min, max, words),
    total != null && words.say("budget_total", { amount: words.euros(total) }),
    grants != null && words.say("budget_grants", { count: grants })].filter(Boolean).join("; ");
}

/** What one project gets; where only a bound is known it is called one. */
function ofProject(min, max, words) {
  const amount = [...new Set([min, max].filter((one) => one != null))].map((one) => words.euros(one)).join(" – ");
  if (min == null) return amount && words.say("budget_most", { amount });
  return max == null ? words.say("budget_least", { amount }) : words.say("budget_project", { amount });
}

/** The reasons with their evidence, then the checks that they do not speak of: not met, not stated, the deadline. */
function checks(call, citations, { words, language }) {
  const { say } = words;
  const cited = new Set(call.reasons.map((reason) => reason.citation));
  const spoken = (check) => check.outcome === "pass" && check.criterion !== "deadline" && cited.has(check.citation);
  const remaining = call.verdict ? call.checks.filter((check) => !spoken(check)) : [];
  if (!call.reasons.length && !remaining.length) return null;
  return h("div", { class: "why" }, h("h6", {}, say(call.verdict === "fits" ? "why" : "checked")),
    h("ul", { class: "checks" },
      call.reasons.map((reason) => check("pass", h("span", { lang: language }, reason.text), reason.citation, citations, say)),
      remaining.map((one) => check(one.outcome, outcome(one, call, words), one.citation, citations, say))));
}

function outcome({ criterion, outcome: found }, call, words) {
  const { say } = words;
  const value = criterion === "deadline" && call.next_deadline ? words.day(call.next_deadline) : say(`check_${found}`).toLocaleLowerCase();
  return say("pair", { name: say(`criterion_${criterion}`), value });
}

const check = (outcome, text, number, citations, say) =>
  h("li", { class: outcome }, icon(outcome), h("span", { class: "unseen" }, `${say(`check_${outcome}`)}: `),
    h("span", {}, text, "\u00a0", number != null && citations.link(number)));

function actions(call, { words, apiBase, asOf }) {
  const official = webAddress(call.url);
  const query = asOf ? `?as_of=${encodeURIComponent(asOf)}` : "";
  const calendar = `${apiBase}/api/calls/${encodeURIComponent(call.call_id)}.ics${query}`;
  return h("p", { class: "actions" },
    official && outward(official, words.say, { class: "action" }, icon("link"), words.say("official_page"), named(call)),
    call.next_deadline && h("a", { class: "action", href: calendar, download: `${call.call_id}.ics` },
      icon("calendar"), words.say("add_to_calendar"), named(call)));
}
