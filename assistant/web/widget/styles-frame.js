// Launcher, panel, bar, notice, turns and form.
export const frame = `
.corner { position: fixed; inset: auto; margin: 0; padding: 0; border: 0; background: none; overflow: visible; z-index: 2147483000; color: inherit;
  right: 1.25em; bottom: 1.25em; display: flex; flex-direction: column; align-items: flex-end; gap: .75em; max-width: none; max-height: none; width: auto; height: auto; }
[data-position$="left"] .corner { right: auto; left: 1.25em; align-items: flex-start; }
[data-position^="top"] .corner { bottom: auto; top: 1.25em; flex-direction: column-reverse; }
.launcher { display: inline-flex; align-items: center; gap: .6em; min-height: 3.25em; padding: .6em 1.4em; border-radius: 2em; background: var(--brand); color: var(--on-brand);
  font-weight: 700; box-shadow: var(--shadow); border-bottom: 3px solid var(--accent); }
.opened .launcher { display: none; }
.launcher:hover { filter: brightness(1.12); }
.launcher:focus-visible { outline-color: var(--accent); border-radius: 2em; box-shadow: 0 0 0 6px var(--brand); }
.panel { width: min(27.5em, calc(100vw - 2.5em)); height: min(46em, calc(100vh - 2.5em)); height: min(46em, calc(100dvh - 2.5em)); box-shadow: var(--shadow); border: 1px solid var(--line); border-radius: calc(var(--radius) * 2); overflow: hidden; }
.frame { container-type: inline-size; display: flex; flex-direction: column; height: 100%; background: var(--paper); color: var(--ink); position: relative; }
[data-mode="inline"] .frame { height: auto; min-height: var(--euclusters-least-height, min(24em, 90vh)); max-height: var(--euclusters-height, min(46em, 88vh)); border: 1px solid var(--line); border-radius: calc(var(--radius) * 2); overflow: hidden; }
.bar { display: flex; align-items: center; gap: .35em; flex: none; background: var(--brand); color: var(--on-brand); border-bottom: 4px solid var(--accent); padding: .5em .6em .5em 1.25em; min-height: 4em; }
.bar h2 { flex: 1; font-size: 1.0625em; line-height: 1.3; }
.bar-button { display: inline-flex; align-items: center; justify-content: center; gap: .4em; min-width: 2.75em; height: 2.75em; border-radius: var(--radius); color: inherit; padding: 0; }
.bar-button > span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@container (min-width: 26em) { .fresh { padding: 0 .75em; } .fresh > span { position: static; width: auto; height: auto; clip-path: none; font-size: .9375em; } }
.bar-button:hover { background: rgb(255 255 255 / .16); }
.bar-button:focus-visible { outline-color: var(--accent); outline-offset: -3px; }
.scroll { flex: 1; min-height: 0; overflow-y: auto; position: relative; padding: 1.25em; scrollbar-width: thin; }
.scroll, .foot { padding-inline: max(1.25em, (100% - 54em) / 2); }
.scroll:focus-visible { outline-offset: -3px; }
.notice { display: flex; gap: .7em; background: var(--tint); border-left: 4px solid var(--link); padding: .75em 1em; font-size: .9375em; }
.links { display: flex; flex-wrap: wrap; gap: .25em 1.25em; font-size: .9375em; padding: .6em 0 0; }
.greeting { margin: 1em 0; }
.welcome.begun > .greeting, .welcome.begun > .offers { display: none; }
.welcome.begun { margin-bottom: 1.25em; }
.offers > p { margin-bottom: .4em; }
.offers ul { display: flex; flex-wrap: wrap; gap: .5em; }
.offer { border: 1px solid var(--line); background: var(--paper); color: var(--link); border-radius: 1.4em; padding: .5em 1em; min-height: 2.5em; text-align: start; line-height: 1.35; }
.offer:hover { background: var(--tint); border-color: var(--link); }
.next { margin-top: 1.25em; }
.next:empty { display: none; }
.turn + .turn { margin-top: 1.75em; padding-top: 1.5em; border-top: 1px solid var(--line); }
.question { font-size: 1em; font-weight: 700; line-height: 1.4; color: var(--on-brand); background: var(--brand); border-radius: 1em 1em .25em 1em; padding: .6em 1em; margin: 0 0 1em auto; width: fit-content; max-width: 88%; }
.waiting { color: var(--quiet); display: flex; align-items: center; gap: .75em; }
.dots { width: 1.1em; height: 1.1em; border: 3px solid var(--line); border-top-color: var(--link); border-radius: 50%; animation: turn 1s linear infinite; flex: none; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .dots { animation: none; border-top-color: var(--link); } }
.error-note, .stopped-note { border-left: 4px solid var(--bad); background: var(--bad-tint); padding: .85em 1em; }
.stopped-note { border-color: var(--line); background: var(--tint); }
.error-note p, .stopped-note p { display: flex; gap: .6em; }
.error-note .icon { color: var(--bad); }
.error-note .button, .stopped-note .button { margin-top: .75em; background: var(--paper); }
.foot { flex: none; border-top: 1px solid var(--line); padding-block: .85em .7em; background: var(--paper); }
.foot .small { font-size: .8125em; margin-top: .5em; }
.composer { display: flex; flex-wrap: wrap; gap: .5em; align-items: flex-end; }
.composer textarea { flex: 1 1 8em; min-width: 0; min-height: 2.9em; resize: none; background: var(--paper); border: 1px solid var(--quiet); border-radius: var(--radius); padding: .65em .8em; line-height: 1.4; }
.composer textarea::placeholder { color: var(--quiet); opacity: 1; }
.composer textarea:focus-visible { outline-width: 2px; outline-offset: 0; border-color: var(--link); }
.send { width: 2.9em; height: 2.9em; flex: none; border-radius: var(--radius); background: var(--brand); color: var(--on-brand); padding: 0; border-color: var(--on-brand); }
.send:hover { filter: brightness(1.12); }
.stop { background: var(--paper); color: var(--bad); border-color: var(--bad); }
.stop .icon { fill: currentColor; }
.room:empty { display: none; }
.room { flex-basis: 100%; }
@media (max-width: 30em) {
  .corner.opened { inset: 0; gap: 0; }
  .corner.opened .panel { width: 100vw; height: 100vh; height: 100dvh; border: 0; border-radius: 0; }
  .bar { padding-left: 1em; }
  .scroll { padding: 1em; }
  .foot { padding-inline: 1em; }
}
@media (max-height: 30em) {
  .panel .frame { overflow-y: auto; display: block; }
  [data-mode="inline"] .frame { max-height: none; }
  .scroll { overflow: visible; }
}
`;
