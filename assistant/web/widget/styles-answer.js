// Statements, sources, call cards and feedback.
export const answers = `
.said p + p, .said ul { margin-top: .6em; }
.said ul { list-style: disc; padding-left: 1.25em; }
.said li { margin-top: .3em; }
.cite { position: relative; font-size: .8125em; font-weight: 700; text-decoration: none; color: var(--link);
  background: var(--tint); border: 1px solid var(--line); border-radius: .3em; padding: .15em .5em; margin: 0 .12em; vertical-align: .08em; }
.cite::after { content: ""; position: absolute; inset: -.35em -.15em; }
.cite:hover { background: var(--link); color: var(--paper); border-color: var(--link); }
.abstained .said { background: var(--warn-tint); border-left: 4px solid var(--warn); padding: .85em 1em; }
.abstained .status { font-weight: 700; color: var(--warn); display: flex; gap: .5em; margin-bottom: .3em; }
.clarification .said { background: var(--tint); border-color: var(--link); }
.clarification .status { color: var(--link); }
h4 { font-size: 1em; margin: 1.5em 0 .6em; }
.cards { display: grid; gap: .85em; }
.card { border: 1px solid var(--line); border-left: 4px solid var(--good); border-radius: var(--radius); background: var(--paper); padding: 1em 1.1em; }
.card.forthcoming, .card.unknown { border-left-color: var(--warn); }
.card.closed { border-left-color: var(--quiet); background: var(--tint); }
.badges { display: flex; flex-wrap: wrap; gap: .4em .6em; align-items: center; font-size: .875em; margin-bottom: .5em; }
.badge { font-weight: 700; border-radius: .25em; padding: .1em .55em; color: var(--good); background: var(--good-tint); }
.badge.forthcoming, .badge.unknown { color: var(--warn); background: var(--warn-tint); }
.badge.closed { color: var(--bad); background: var(--bad-tint); }
.left.soon { color: var(--bad); font-weight: 700; }
.verdict { display: inline-flex; align-items: center; gap: .25em; margin-left: auto; color: var(--good); font-weight: 700; }
.verdict.may_fit { color: var(--warn); }
h5 { font-size: 1.0625em; line-height: 1.35; }
h5::first-letter { text-transform: uppercase; }
.summary { margin-top: .4em; }
.summary::first-letter { text-transform: uppercase; }
dl { margin-top: .6em; font-size: .9375em; display: grid; gap: .4em; }
dl > div { display: grid; grid-template-columns: 9em 1fr; gap: 0 .75em; }
dt { color: var(--quiet); }
.plain .soonest { font-weight: 700; }
.plain .past { color: var(--quiet); }
dd .quiet { font-size: 1em; }
.otherwise { border-left: 4px solid var(--warn); background: var(--warn-tint); padding: .5em .8em; margin-top: .7em; font-size: .9375em; }
.otherwise .icon { color: var(--warn); margin-right: .4em; }
.more { margin-top: .35em; }
.more > summary, .fold > summary { font-size: .9375em; }
h6 { font-size: .9375em; margin: .9em 0 .35em; }
.checks { display: grid; gap: .3em; font-size: .9375em; }
.checks li { display: flex; gap: .45em; align-items: baseline; }
.checks .icon { align-self: start; margin-top: .1em; color: var(--quiet); }
.checks .pass .icon { color: var(--good); }
.checks .fail .icon { color: var(--bad); }
.actions { display: flex; flex-wrap: wrap; gap: .3em 1.25em; margin-top: .7em; }
.actions:empty { display: none; }
.action { display: inline-flex; align-items: center; gap: .4em; min-height: 2em; font-weight: 700; font-size: .9375em; }
.fold { margin-top: 1.1em; }
.fold > .quiet { margin-bottom: .6em; }
.sources > ul { display: grid; gap: .9em; padding: .3em 0 0; }
.sources .title { font-weight: 700; font-size: .9375em; line-height: 1.4; }
.sources .title .quiet { font-weight: 400; font-size: 1em; }
.sources ul ul { display: grid; gap: .35em; margin-top: .35em; font-size: .9375em; }
.sources q { quotes: "“" "”"; }
.made { margin-top: .9em; font-size: .8125em; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: .4em; margin-top: .4em; }
.tool { display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-height: 2.5em; min-width: 2.5em; padding: .2em .6em; border-radius: var(--radius); color: var(--quiet); font-size: .875em; }
.tool:hover { background: var(--tint); color: var(--ink); }
.copy { margin-left: -.6em; }
.asked { margin-left: auto; padding-left: .5em; }
.tool[aria-pressed="true"] { color: var(--link); border-color: var(--link); background: var(--tint); }
.feedback { display: contents; }
.below, .problem { flex-basis: 100%; }
.below:empty, .problem:empty { display: none; }
.problem { color: var(--bad); font-size: .9375em; }
.thanks { font-size: .9375em; padding: .3em .2em; color: var(--good); }
.reasons { border: 1px solid var(--line); border-radius: var(--radius); background: var(--tint); padding: .9em 1.1em; display: grid; gap: .8em; font-size: .9375em; }
.reasons fieldset { border: 0; display: grid; gap: .1em; }
.reasons legend { font-weight: 700; padding: 0 0 .3em; }
.reasons fieldset label { display: flex; gap: .6em; align-items: center; min-height: 2em; }
.reasons input { width: 1.15em; height: 1.15em; margin: 0; accent-color: var(--link); }
.comment { display: grid; gap: .25em; }
.comment textarea { width: 100%; background: var(--paper); border: 1px solid var(--quiet); border-radius: var(--radius); padding: .5em .7em; resize: vertical; }
.reasons .button { justify-self: start; background: var(--paper); }
@container (max-width: 26em) { dl > div { grid-template-columns: 1fr; } }
@container (max-width: 24em) { .asked { margin-left: 0; padding-left: 0; } }
`;
