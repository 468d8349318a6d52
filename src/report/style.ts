/**
 * The style sheet of a report. Blue and orange are apart for every kind of color vision, and no color says what a
 * sign, a dash or a word does not say too.
 */
export const style = `
:root{--paper:#f6f5f1;--card:#fff;--ink:#1c232e;--quiet:#5c6675;--line:#dddcd6;--empty:#cfd3d8;--accent:#0b63a5;--second:#c2500a;--met:#0a7060;--unmet:#b03a0a;--tint:11 99 165;--tint-second:222 110 30;--region:rgb(10 112 96/.13);color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){:root{--paper:#12151a;--card:#1a1e25;--ink:#e3e7ec;--quiet:#9ba5b3;--line:#2e343e;--empty:#3d4551;--accent:#62b1ec;--second:#f2a25c;--met:#4fc4a6;--unmet:#f59a6c;--tint:70 150 220;--tint-second:226 130 60;--region:rgb(79 196 166/.16)}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;font-variant-numeric:tabular-nums}
main{max-width:62rem;margin:0 auto;padding:2rem 1.25rem 1rem}
footer{max-width:62rem;margin:0 auto;padding:0 1.25rem 3rem;color:var(--quiet);font-size:.85rem}
h1{font-size:clamp(1.6rem,5vw,2.3rem);line-height:1.15;letter-spacing:-.015em;margin:.1rem 0 .5rem;font-weight:700}
h2{font-size:1.25rem;line-height:1.25;margin:0 0 .6rem;letter-spacing:-.005em}
h3{font-size:1rem;margin:1.4rem 0 .4rem}
p{margin:.4rem 0}
small{font-size:.82em;color:var(--quiet);font-weight:400}
.block{display:block}
.note,.kicker,figcaption{color:var(--quiet);font-size:.9rem}
.kicker{margin:0;letter-spacing:.06em;text-transform:uppercase;font-size:.75rem}
.name{overflow-wrap:anywhere}
th .name,td .name{overflow-wrap:break-word}
header .name,.rule .name,.note .name{color:var(--ink)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.86em}
pre{background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:.7rem .9rem;overflow-x:auto;margin:.6rem 0}
.hash{overflow-wrap:anywhere}
nav{display:flex;flex-wrap:wrap;gap:.2rem 1rem;margin:.7rem 0 1.2rem;font-size:.9rem}
a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
section{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1.3rem 1.4rem 1.4rem;margin:0 0 1rem}
.verdict{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1.05fr);gap:1.2rem 2rem;border-top:4px solid var(--quiet)}
.verdict:not(:has(>figure)){grid-template-columns:minmax(0,1fr)}
header:not(:has(nav)){margin-bottom:1.1rem}
.verdict.met{border-top-color:var(--met)}.verdict.unmet{border-top-color:var(--unmet)}
.verdict h2{font-size:1.6rem;display:flex;align-items:center;gap:.6rem}
.met h2{color:var(--met)}.unmet h2{color:var(--unmet)}
.sign{display:inline-grid;place-items:center;inline-size:1.5em;block-size:1.5em;border-radius:50%;border:2px solid currentColor;font-size:.62em;font-weight:700;line-height:1;flex:none}
.asked{font-size:1.1rem;font-weight:600}
.checks{list-style:none;padding:0;margin:.8rem 0 0;font-size:.94rem}
.checks li{padding:.28rem 0;border-top:1px solid var(--line)}
.yes>span,.yes b{color:var(--met)}.no>span,.no b{color:var(--unmet)}
.instead{margin:.9rem 0 0;padding:.2rem 0 .2rem .9rem;border-left:3px solid var(--unmet)}
.instead dt{font-size:.88rem;color:var(--quiet)}.instead dd{margin:0 0 .45rem}.instead small{white-space:nowrap}
figure{margin:.3rem 0;min-width:0}
figcaption{margin:0 0 .4rem}
figcaption strong{color:var(--ink)}
.chart{display:block;width:100%;max-width:27rem;height:auto;font:11.5px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:var(--ink);overflow:visible}
.chart text{font-variant-numeric:tabular-nums}
.key{margin-right:.7rem;display:inline-flex;align-items:center;gap:.35rem}
.key svg{flex:none}
.key path{fill:none;stroke-width:3}
.stroke-accent{stroke:var(--accent)}.stroke-accent-dashed{stroke:var(--accent);stroke-dasharray:4 3}.stroke-second{stroke:var(--second)}.stroke-quiet-dashed{stroke:var(--quiet);stroke-dasharray:4 3}.stroke-ink{stroke:var(--ink)}
.quiet{color:var(--quiet);font-weight:400}
.dot{inline-size:.7rem;block-size:.7rem;border-radius:50%;background:var(--second)}
.region{inline-size:1rem;block-size:.8rem;background:var(--region);border:1px solid var(--met)}
.hundreds{display:grid;grid-template-columns:repeat(auto-fit,minmax(14.5rem,1fr));gap:1.2rem 1.6rem;align-items:center}
.hundred{display:flex;gap:1rem;align-items:center}
.hundred p{margin:0;line-height:1.35}
.hundred b{font-size:1.9rem;line-height:1;letter-spacing:-.02em}
.hundred small{display:block;margin-top:.25rem}
.squares{flex:none;width:104px;height:104px}
.fill-accent{fill:var(--accent)}.fill-second{fill:var(--second)}.fill-empty{fill:var(--empty);opacity:.75}
.volume{font-size:.94rem}.volume ul{margin:.3rem 0 0;padding-left:1.1rem}
.rule{font-size:1.1rem}.rule .name{font-weight:600}
.big{font-size:1.7rem;letter-spacing:-.02em;white-space:nowrap}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:1.2rem 2rem;align-items:start}
.pair>*{min-width:0}
.pair:not(:has(>div))>figure{display:grid;grid-row:span 2;grid-template-rows:subgrid;row-gap:0;align-content:start}
.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr));gap:1rem 1.4rem}
.scroll{overflow-x:auto;margin:.5rem 0}
.scroll:focus-visible{outline:2px solid var(--accent);outline-offset:3px}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:left;color:var(--quiet);font-size:.86rem;padding-bottom:.35rem}
caption span{display:inline-block;position:sticky;left:0;max-width:calc(100vw - 3.4rem)}
th,td{padding:.42rem .7rem .42rem 0;vertical-align:top;text-align:right;border-top:1px solid var(--line)}
th:first-child,td:first-child{text-align:left}
td:last-child,th:last-child{padding-right:0}
thead th{font-size:.84rem;color:var(--quiet);font-weight:600;border-top:0;vertical-align:bottom}
tbody th{font-weight:500;min-width:6.5rem;position:sticky;left:0;background:var(--card)}
.fig{white-space:nowrap}
.fig small{display:block}
.lead{font-size:1.05rem}
.words{display:inline-block;text-align:left}
.failed{color:var(--unmet);max-width:26rem}
td:has(.words),th:has(.words){text-align:left}
.goal{display:inline-block;text-align:left;min-width:9rem}
.bar{display:block;height:4px;border-radius:2px;background:var(--empty);margin-top:.2rem;min-width:4rem}
.bar span{display:block;height:100%;border-radius:2px;background:var(--accent)}
.bar.second span{background:var(--second)}
.tag{display:inline-block;font-size:.78rem;line-height:1.3;border:1px solid var(--line);background:var(--paper);border-radius:4px;padding:.08rem .4rem;font-weight:600}
.confusion{width:auto;min-width:min(100%,30rem)}
.confusion td,.confusion th{padding:.45rem .7rem}
.confusion td{white-space:nowrap;border:1px solid var(--line)}
.confusion td small{display:block;color:inherit;opacity:.8}
.confusion td:last-child{border-color:transparent;color:var(--quiet)}
.confusion .says{font-weight:400}
.right{background:rgb(var(--tint)/calc(var(--share)*.5))}
.wrong{background:rgb(var(--tint-second)/calc(var(--share)*.6))}
.mixed{background:rgb(128 128 128/calc(var(--share)*.35))}
.findings{list-style:none;padding:0;margin:.2rem 0}
.findings li{padding:.5rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere}
.remedy{display:block}
.check{display:block;font-size:.76rem}
h3 .sign{inline-size:1.6em;block-size:1.6em;margin-right:.5rem;font-size:.72em;vertical-align:.1em}
h3.error .sign{color:var(--unmet)}h3.warning .sign{color:var(--second)}h3.note{font-size:1rem;color:inherit}h3.note .sign{color:var(--accent)}
details{margin:.9rem 0 0}
summary{cursor:pointer;color:var(--accent)}
.narrow{width:auto}.narrow td,.narrow th{padding-right:1.6rem}
@media (min-width:44rem){.wide .fig small{display:inline;margin-left:.4rem}.wide th .block{display:inline;margin-left:.6rem}.wide tbody th{white-space:nowrap}.pair .confusion{width:100%}}
.many{font-size:.8rem}.many td,.many th{padding:.3rem .4rem}
@media (max-width:44rem){tbody th{max-width:42vw}main{padding:1.2rem .7rem .5rem}section{padding:1rem .9rem 1.1rem}.verdict{grid-template-columns:minmax(0,1fr)}}
@media print{body{background:#fff;font-size:11pt}main,footer{max-width:none;padding:0}section{border:0;padding:.3rem 0 .8rem;break-inside:auto}figure,tr,.hundred{break-inside:avoid}nav{display:none}.squares,.confusion td,.bar,.bar span,.region,.dot{print-color-adjust:exact;-webkit-print-color-adjust:exact}.scroll{overflow:visible}details::details-content{content-visibility:visible;height:auto}}
`
