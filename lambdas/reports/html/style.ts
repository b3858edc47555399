/** How the page looks: on a screen by day and by night, on a telephone, on paper. It asks for no font and no image. */
export const STYLE = `
:root{color-scheme:light dark;--page:#f6f6f4;--card:#fff;--sunk:#f3f3f1;--ink:#1d2025;--soft:#5b616c;--line:#e2e2de;--focus:#2f5fd0;--link:#2450b8;
--critical:#a80f2c;--critical-tint:#fde9ec;--high:#b03a06;--high-tint:#fdeee2;--medium:#7d5600;--medium-tint:#fbf1d3;--low:#1f5c9e;--low-tint:#e7f0fa;--info:#535b67;--info-tint:#eceef1;--good:#1c6b41;--good-tint:#e4f4ea;
--mono:ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace}
@media (prefers-color-scheme:dark){:root{--page:#121417;--card:#1a1d21;--sunk:#15181b;--ink:#e6e8eb;--soft:#9ca4b0;--line:#2b2f36;--focus:#8fb4ff;--link:#9dbdff;
--critical:#ff929d;--critical-tint:#3c181e;--high:#ffae7e;--high-tint:#38220f;--medium:#eec55f;--medium-tint:#322709;--low:#92c4ff;--low-tint:#13283f;--info:#b4bcc8;--info-tint:#262b31;--good:#82d5a3;--good-tint:#14301f}}
*{box-sizing:border-box}
html{scroll-padding-top:6.75rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans","DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums}
.top,nav,main,body>footer{max-width:72rem;margin-inline:auto;padding-inline:1.5rem}
h1,h2,h3,h4,p,ul,ol,dl,dd{margin:0;padding:0}
ul,ol{list-style:none}
a{color:var(--link);text-underline-offset:.15em}
code,pre{font-family:var(--mono);font-size:.86em}
small{font-size:.85em;color:var(--soft)}
i{color:var(--soft)}
[hidden]{display:none!important}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:4px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-99rem;top:.5rem;z-index:9;padding:.5rem 1rem;background:var(--card);border-radius:6px}
.skip:focus{left:1rem}

.top{padding-block:2.75rem 1.5rem}
.brand{color:var(--soft);font-size:.9rem;display:flex;gap:.35rem 1rem;flex-wrap:wrap}
.brand b{color:var(--ink);letter-spacing:-.005em}
h1{margin-top:1.1rem;font-size:clamp(1.6rem,1.1rem + 2vw,2.4rem);line-height:1.15;letter-spacing:-.022em;font-weight:680;text-wrap:balance;max-width:22em}
.lede{margin-top:.6rem;color:var(--soft);font-size:1.04rem;max-width:52em;text-wrap:pretty}
.tiles{display:grid;grid-template-columns:1.6fr repeat(4,1fr);gap:.75rem;margin-top:1.75rem}
.tile{display:flex;flex-wrap:wrap;align-items:baseline;align-content:start;gap:0 .45rem;height:100%;padding:.9rem 1.1rem 1rem;background:var(--card);border:1px solid var(--line);border-radius:10px;color:inherit;text-decoration:none}
.tile:hover{border-color:var(--soft)}
.tile b{font-size:1.75rem;line-height:1.25;font-weight:650;letter-spacing:-.02em}
.tile small{flex-basis:100%}
.tile.warn b,.tile.warn span{color:var(--medium)}
.sevbar{flex-basis:100%;width:100%;height:6px;margin:.35rem 0 .45rem;border-radius:3px;overflow:hidden}
rect.critical{fill:var(--critical)}rect.high{fill:var(--high);opacity:.8}rect.medium{fill:var(--medium);opacity:.6}rect.low{fill:var(--low);opacity:.55}rect.info{fill:var(--info);opacity:.4}

nav{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;padding-block:.25rem .75rem;font-size:.93rem}
nav a{color:var(--soft);text-decoration:none;padding-block:.25rem;border-bottom:2px solid transparent}
nav a:hover{color:var(--ink);border-color:var(--ink)}
nav b{font-weight:600;color:var(--ink)}

#filters{position:sticky;top:0;z-index:5;margin-inline:-1.5rem;padding:.7rem 1.5rem .65rem;background:var(--page);border-bottom:1px solid var(--line)}
.bar,.chips,fieldset{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.chips{margin-top:.55rem;gap:.4rem 1.1rem}
fieldset{border:0;margin:0;padding:0;gap:.3rem;min-width:0}
.search{flex:1 1 15rem}
input[type=search],select,button{font:inherit;font-size:.93rem;color:inherit;background:var(--card);border:1px solid var(--line);border-radius:7px;padding:.38rem .65rem;min-height:2.2rem}
input[type=search]{width:100%}
select{flex:0 1 9.6rem;min-width:6rem;text-overflow:ellipsis}
input::placeholder{color:var(--soft);opacity:1}
button{cursor:pointer;min-height:0;padding:.18rem .65rem;font-size:.86rem}
button:hover,select:hover,input[type=search]:hover{border-color:var(--soft)}
.chip{display:inline-flex;gap:.35rem;align-items:center;padding:.12rem .6rem;border:1px solid var(--line);border-radius:99px;background:var(--card);font-size:.86rem;cursor:pointer;text-transform:capitalize;user-select:none}
.chip:is(.critical,.high,.medium,.low,.info)::before{content:"";width:.5rem;height:.5rem;border-radius:50%;background:currentColor}
.chip.critical::before{color:var(--critical)}.chip.high::before{color:var(--high)}.chip.medium::before{color:var(--medium)}.chip.low::before{color:var(--low)}.chip.info::before{color:var(--info)}
.chip:has(:checked)::before{color:inherit!important}
.chip b{font-weight:600;color:var(--soft)}
.chip input{position:absolute;opacity:0;pointer-events:none}
.chip:has(:checked){background:var(--ink);border-color:var(--ink);color:var(--page)}
.chip:has(:checked) b{color:inherit;opacity:.7}
.chip:has(:focus-visible){outline:2px solid var(--focus);outline-offset:2px}
.chip:hover{border-color:var(--soft)}
#shown{margin-left:auto;font-size:.88rem;color:var(--soft)}

main>section{padding-top:2.25rem}
h2{font-size:1.25rem;line-height:1.3;letter-spacing:-.012em;font-weight:650;margin-bottom:.9rem}
.count{font-weight:450;color:var(--soft);font-size:.85em;margin-left:.25em}
.calm,.note,.nothing{padding:1.1rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:10px;color:var(--soft)}
.note{margin-bottom:1rem;color:var(--medium);background:var(--medium-tint);border-color:transparent}
.more{color:var(--soft);font-size:.9rem;padding:.5rem 0}

.group{margin-bottom:1.1rem;background:var(--card);border:1px solid var(--line);border-radius:12px;overflow:clip}
.group>header{padding:1.05rem 1.25rem 1rem}
.meta{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:center;font-size:.82rem;color:var(--soft)}
.meta code{margin-left:auto;font-size:.92em;overflow-wrap:anywhere}
.badge{display:inline-block;padding:.06rem .55rem;border-radius:5px;font-size:.8rem;font-weight:620;letter-spacing:.005em;background:var(--info-tint);color:var(--info)}
.meta .badge{text-transform:capitalize}
.critical .badge,.badge.critical{background:var(--critical-tint);color:var(--critical)}.high .badge,.badge.high{background:var(--high-tint);color:var(--high)}.medium .badge,.badge.medium{background:var(--medium-tint);color:var(--medium)}.low .badge,.badge.low{background:var(--low-tint);color:var(--low)}.badge.good{background:var(--good-tint);color:var(--good)}
#resolved .badge{background:var(--good-tint);color:var(--good)}
h3{font-size:1.06rem;line-height:1.4;font-weight:620;letter-spacing:-.006em;margin-top:.45rem}
.expect{font-weight:450;color:var(--soft)}
.expect::after{content:":"}
.about{margin-top:.5rem;display:grid;grid-template-columns:1fr 1fr;gap:.3rem 2rem;font-size:.92rem;color:var(--soft)}
.about dt{font-weight:600;color:var(--ink);font-size:.82rem}
.group>.more{padding:.6rem 1.25rem;border-top:1px solid var(--line)}

.f,.m{border-top:1px solid var(--line);content-visibility:auto;contain-intrinsic-size:auto 2.9rem}
.f>summary,.m>summary{display:grid;grid-template-columns:1rem minmax(11rem,17rem) minmax(0,1fr) auto 4.6rem;gap:.2rem .9rem;align-items:baseline;padding:.6rem 1.25rem;cursor:pointer;list-style:none;font-size:.93rem}
.f>summary::-webkit-details-marker,.m>summary::-webkit-details-marker{display:none}
:is(.f,.m)>summary::before{content:"";width:.42rem;height:.42rem;border:solid var(--soft);border-width:0 1.6px 1.6px 0;transform:rotate(-45deg);align-self:start;margin-top:.5rem;justify-self:center}
:is(.f,.m)[open]>summary::before{transform:rotate(45deg) translate(-1px,-1px)}
:is(.f,.m)>summary:hover{background:var(--sunk)}
:is(.f,.m)>summary:focus-visible{outline-offset:-3px;border-radius:8px}
:is(.f,.m)[open]>summary{background:var(--sunk)}
.f:target>summary{box-shadow:inset 3px 0 var(--focus)}
.sub>summary{padding-left:2.5rem}
.sub .body{padding-left:4.4rem}
.msg .badge{margin-right:.2rem}
.m:first-of-type{border-top:0}
.m>summary{grid-template-columns:1rem minmax(9rem,14rem) minmax(0,1fr) auto 6.4rem}
.ways{display:grid;gap:.3rem;min-width:0}
.way{overflow-wrap:anywhere}
.port{display:inline-block;margin-right:.2rem;font-weight:560;padding:.02rem .42rem;border-radius:5px;background:var(--info-tint);white-space:nowrap}
.port span{font-weight:400}
.port.hot{background:var(--critical-tint);color:var(--critical)}
.from{color:var(--soft);font-size:.95em}
.perhaps{font-style:normal;font-weight:600;color:var(--medium)}
.worst{text-align:right}
.about-it{display:grid;gap:.3rem}
.rest>summary{padding:.7rem 1.25rem;border-top:1px solid var(--line);cursor:pointer;color:var(--link);font-size:.93rem}
.who,.msg{overflow-wrap:anywhere;min-width:0}
.who bdi{font-weight:600}
.who code{color:var(--soft)}
.who bdi+code{display:block}
.where{color:var(--soft);font-size:.86rem;text-align:right}
.st{font-size:.8rem;font-weight:600;color:var(--soft);text-transform:capitalize;text-align:right}
.st.new{color:var(--link)}.st.resolved{color:var(--good)}
.body{padding:.4rem 1.25rem 1.25rem 3.15rem;background:var(--sunk);font-size:.92rem}
h4{margin:1rem 0 .35rem;font-size:.82rem;font-weight:620;color:var(--soft)}
h4+h4{margin-top:.1rem}
.body>h4:first-child{margin-top:.4rem}
.kv{display:grid;grid-template-columns:minmax(6rem,max-content) minmax(0,1fr);gap:.15rem 1.1rem;overflow-wrap:anywhere}
.kv dt{color:var(--soft);max-width:14rem}
.kv dd{white-space:pre-wrap}
td .kv{grid-template-columns:max-content minmax(0,1fr);gap:0 .6rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.92em;max-width:100%}
th{font-weight:600;color:var(--soft);text-align:left;font-size:.9em;white-space:nowrap}
th,td{padding:.22rem 1.1rem .22rem 0;vertical-align:baseline;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
tr:last-child>td{border-bottom:0}
.num{text-align:right}
pre{margin:0;padding:.55rem .8rem;background:var(--card);border:1px solid var(--line);border-radius:7px;white-space:pre-wrap;overflow-wrap:anywhere}
pre+pre{margin-top:.4rem}
.command{display:flex;gap:.5rem;align-items:start;margin-top:.4rem}
.command pre{flex:1;min-width:0}
.command button{margin-top:.35rem}
.path{display:grid;gap:.25rem}
.hop{position:relative;padding-left:1.9rem;overflow-wrap:anywhere}
.hop::before{content:"";position:absolute;left:.56rem;top:1.35rem;bottom:-.45rem;width:1.5px;background:var(--line)}
.hop:last-child::before{display:none}
.mark{position:absolute;left:0;top:.13rem;width:1.2rem;height:1.2rem;border-radius:50%;text-align:center;font-size:.75rem;line-height:1.2rem;font-weight:700;background:var(--good-tint);color:var(--good)}
.fail .mark{background:var(--critical-tint);color:var(--critical)}
.unknown .mark{background:var(--medium-tint);color:var(--medium)}
.hops{display:block;margin:.1rem 0 .55rem -1rem;overflow:visible}
.hops text{font-size:11px;fill:var(--soft);text-anchor:middle}
.hops .sign{font-weight:700}
.hops .end{fill:var(--soft)}
.wire{stroke:var(--soft);stroke-width:1.5;fill:none}
.broken{stroke-dasharray:3 4;opacity:.7}
.hops .pass circle{fill:var(--good-tint)}.hops .pass .sign{fill:var(--good)}
.chain{margin-left:0}.chain .box{fill:var(--sunk);stroke:var(--line)}.chain .name{font-weight:600;fill:var(--ink)}.chain .arrow{fill:none;stroke:var(--soft)}
.hops .fail circle{fill:var(--critical-tint)}.hops .fail .sign{fill:var(--critical)}
.hops .unknown circle{fill:var(--medium-tint)}.hops .unknown .sign{fill:var(--medium)}
.facts{color:var(--soft)}
.tag{display:inline-block;max-width:100%;margin:.25rem .35rem 0 0;padding:.03rem .5rem;border-radius:5px;background:var(--info-tint);color:var(--info);font-size:.86em;overflow-wrap:anywhere;unicode-bidi:isolate}
.seen{margin-top:.9rem;color:var(--soft);font-size:.88rem}

.unread{display:grid;gap:.6rem;margin:.9rem 0}
.unread li{padding:.8rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:10px;overflow-wrap:anywhere}
.unread .badge{background:var(--medium-tint);color:var(--medium);margin-inline:.3rem}
.said{color:var(--soft);font-size:.88rem}
.waiver{margin-top:.4rem}
.panel{padding:.8rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:10px}
.panel table{width:100%}
#waivers table{min-width:52rem}
.panel+.panel{margin-top:.7rem}
.panel>summary{cursor:pointer}
.framework .scroll{margin-top:.6rem}
section+#filters{margin-top:1.5rem}
.notice>p{margin-top:.4rem}
.notice .badge{text-transform:capitalize}
.notice td:nth-child(2){white-space:nowrap}
blockquote{margin:.7rem 0 0;padding:.1rem 0 .1rem .9rem;border-left:3px solid var(--line);color:var(--soft);white-space:pre-wrap;overflow-wrap:anywhere}
#frameworks>p{margin-bottom:.9rem;color:var(--soft)}
.framework td:is(:first-child,:nth-child(3)){white-space:nowrap}
.scopes{margin-top:.9rem;padding:.8rem 1.25rem;background:var(--card);border:1px solid var(--line);border-radius:10px}
.scopes summary{cursor:pointer}
.scopes .scroll{margin-top:.6rem}
.scopes td:nth-child(-n+4){white-space:nowrap;overflow-wrap:normal}
.scopes table{width:100%;min-width:38rem}
.cov{font-weight:600;color:var(--medium)}.cov.ok{color:var(--good);font-weight:450}
#coverage h3{margin:1.4rem 0 .3rem}
.assumptions{margin-top:.4rem;color:var(--soft)}
.assumptions li{padding-left:1rem;text-indent:-1rem}
.assumptions li::before{content:"– "}
body>footer{padding-block:2.5rem 3rem;color:var(--soft);font-size:.86rem}

@media (max-width:60rem){.tiles{grid-template-columns:1fr 1fr}:is(.f,.m)>summary{grid-template-columns:1rem minmax(0,1fr) auto}:is(.f,.m)>summary::before{grid-row:1}.who{grid-column:2}.st,.worst{grid-column:3;grid-row:1}.msg,.ways,.where{grid-column:2/-1;text-align:left}}
@media (max-width:40rem){.top,nav,main,body>footer{padding-inline:1rem}.top{padding-top:1.75rem}#filters{position:static;margin-inline:-1rem;padding-inline:1rem}.about{grid-template-columns:1fr}.group>header,:is(.f,.m)>summary{padding-inline:1rem}.body{padding-inline:1rem}.meta code{margin-left:0;flex-basis:100%}select{flex:1 1 9rem;min-width:0;max-width:none}.kv{grid-template-columns:1fr;gap:0}.kv dd{margin-bottom:.35rem}.command{flex-direction:column}.command button{margin-top:0}.tile{padding:.7rem .85rem .8rem}.tile b{font-size:1.45rem}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@page{margin:14mm}
@media print{:root{color-scheme:light;--page:#fff;--card:#fff;--sunk:#fff;--ink:#000;--soft:#444;--line:#ccc;--link:#000;--critical:#a80f2c;--critical-tint:#fff;--high:#b03a06;--high-tint:#fff;--medium:#7d5600;--medium-tint:#fff;--low:#1f5c9e;--low-tint:#fff;--info:#333;--info-tint:#fff;--good:#1c6b41;--good-tint:#fff}
body{font-size:9.5pt}:is(.f,.m)>summary::before{display:none}:is(.f,.m)>summary{grid-template-columns:minmax(0,1fr) auto}.who,.msg,.ways,.where{grid-column:1;text-align:left}.st,.worst{grid-column:2;grid-row:1}.body{padding-left:1.25rem}#filters,nav,.skip,button{display:none!important}
details::details-content{content-visibility:visible;display:block;block-size:auto}
.f,.m{content-visibility:visible}:is(.f,.m)>summary{break-after:avoid}.group>header{break-inside:avoid;break-after:avoid}.group{overflow:visible}.badge,.tag{border:1px solid currentColor}.top{padding-top:0}.tiles{grid-template-columns:repeat(5,1fr)}}
`;
