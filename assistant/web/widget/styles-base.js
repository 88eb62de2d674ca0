// Colours, type and what every part shares. A page may set --euclusters-*; nothing else of it comes in.
const DARK = `
  --ink: #e8edf7; --quiet: #adb9d1; --paper: #111a2e; --tint: #1a2540; --line: #3a4a6d;
  --brand: var(--euclusters-brand-dark, #0b2f6b); --on-brand: var(--euclusters-on-brand-dark, #fff);
  --link: var(--euclusters-link-dark, #9cc4ff); --accent: var(--euclusters-accent, #ffd617);
  --good: #86dba4; --good-tint: #12372a; --warn: #ffc878; --warn-tint: #3b2c12; --bad: #ffaaa5; --bad-tint: #43201f;
  --shadow: 0 .3em 2em rgb(0 0 0 / .6); color-scheme: dark;`;

export const base = `
:host { all: initial !important; display: block !important; }
:host([hidden]) { display: none !important; }
.root {
  --ink: var(--euclusters-text, #1f2a44); --quiet: #515f7a; --paper: var(--euclusters-background, #fff); --tint: #f3f6fb; --line: #c9d4e5;
  --brand: var(--euclusters-brand, #004494); --on-brand: var(--euclusters-on-brand, #fff);
  --link: var(--euclusters-link, #00509e); --accent: var(--euclusters-accent, #ffd617);
  --good: #0f6b35; --good-tint: #e6f4ea; --warn: #7a4a00; --warn-tint: #fff4dd; --bad: #a3161c; --bad-tint: #fdecec;
  --radius: var(--euclusters-radius, .3em); --shadow: 0 .3em 2em rgb(0 30 80 / .25); color-scheme: light;
  font-family: var(--euclusters-font, Arial, "Helvetica Neue", "Liberation Sans", sans-serif); font-size: 1em; line-height: 1.5;
  color: var(--ink); text-align: start; direction: ltr; unicode-bidi: isolate; overflow-wrap: anywhere;
}
@media screen { .root[data-theme="dark"] {${DARK}} }
@media screen and (prefers-color-scheme: dark) { .root[data-theme="auto"] {${DARK}} }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
h2, h3, h4, h5, h6, p, ul, ol, dl, dd, fieldset { margin: 0; padding: 0; }
ul, ol { list-style: none; }
button, textarea, input { font: inherit; color: inherit; letter-spacing: inherit; }
button { cursor: pointer; background: none; border: 1px solid transparent; margin: 0; }
a { color: var(--link); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .12em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.icon { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; vertical-align: -.25em; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet { color: var(--quiet); }
.quiet, .small { font-size: .875em; }
.button { border: 1px solid var(--link); border-radius: var(--radius); color: var(--link); font-weight: 700; padding: .45em 1em; min-height: 2.75em; }
.button:hover { background: var(--tint); }
[aria-disabled="true"] { opacity: .55; cursor: not-allowed; }
summary { cursor: pointer; color: var(--link); padding: .4em 0; min-height: 1.5em; }
summary:hover { text-decoration: underline; }
@media (forced-colors: active) {
  .launcher, .bar, .badge, .card, .offer, .question, .cite { border: 1px solid CanvasText; }
  .icon { forced-color-adjust: auto; }
  [aria-pressed="true"] { forced-color-adjust: none; background: Highlight; color: HighlightText; }
}
`;

// What is printed: the whole conversation, its sources and folds too, dark on white, nothing to press.
export const print = `
@media print {
  .corner, .foot, .fresh, .offers, .tools, .next, .action[download] { display: none !important; }
  [data-mode="inline"] .frame, .scroll { display: block; height: auto; min-height: 0; max-height: none; overflow: visible; border: 0; }
  .bar, .question { background: none; color: var(--ink); border-color: var(--line); }
  .question { padding-inline: 0; }
  .action::after { content: attr(href); font-weight: 400; }
  .card { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
