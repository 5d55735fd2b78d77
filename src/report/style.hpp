// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace genostrat::report {

/// The page's look. Contrast of every text is at least 4.5:1 (WCAG 2.1 AA).
inline constexpr std::string_view style = R"(
:root{--ink:#1b2430;--muted:#56616f;--line:#d9dfe6;--soft:#f4f6f8;--accent:#0d4f5e;
--high:#9c1f27;--high-soft:#fae6e5;--raised:#8a4f00;--raised-soft:#fdf0da;
--typical:#27583b;--typical-soft:#e6f2ea;--lowered:#1d5a86;--lowered-soft:#e4eff7;
--none:#56616f;--none-soft:#eceff2}
*{box-sizing:border-box}
body{margin:0;background:var(--soft);color:var(--ink);
font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans","DejaVu Sans",sans-serif}
main,header.page,footer{max-width:1000px;margin:0 auto;padding:0 28px}
header.page{background:var(--accent);color:#fff;max-width:none;padding:22px 0 20px}
header.page>div{max-width:1000px;margin:0 auto;padding:0 28px}
header.page h1{margin:0;font-size:26px;font-weight:650;letter-spacing:-.01em}
header.page dl{display:flex;flex-wrap:wrap;gap:4px 32px;margin:10px 0 0}
header.page div.fact{display:flex;gap:8px}
header.page dt{opacity:.8}header.page dd{margin:0;font-weight:600}
section{background:#fff;border:1px solid var(--line);border-radius:10px;margin:20px 0;padding:20px 24px}
section.bare{background:none;border:0;padding:0}
h2{font-size:20px;margin:0 0 4px}h3{font-size:17px;margin:0}
h2+p.lead{margin:0 0 14px;color:var(--muted)}
h2.person{margin:34px 0 0;font-size:23px}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(280px,1fr));gap:14px}
.card{border:1px solid var(--line);border-left:6px solid var(--none);border-radius:8px;padding:14px 16px;background:#fff}
.card.high{border-left-color:var(--high)}.card.raised{border-left-color:var(--raised)}
.card.typical{border-left-color:var(--typical)}.card.lowered{border-left-color:var(--lowered)}
.card .pill{margin:8px 0 6px}.card p{margin:4px 0}.card p.advice{color:var(--muted);font-size:15px}
.pill{display:inline-block;border-radius:999px;padding:2px 12px;font-weight:650;font-size:15px;white-space:nowrap}
.pill.high{color:var(--high);background:var(--high-soft)}
.pill.raised{color:var(--raised);background:var(--raised-soft)}
.pill.typical{color:var(--typical);background:var(--typical-soft)}
.pill.lowered{color:var(--lowered);background:var(--lowered-soft)}
.pill.not_assessed{color:var(--none);background:var(--none-soft)}
.notes{margin:14px 0 0;padding:0;list-style:none}
.notes li{padding:6px 0 6px 14px;border-left:3px solid var(--accent);margin:6px 0}
.strip{display:block;width:100%;max-width:260px;margin:6px 0 2px}
.strip rect{fill:var(--line)}.strip text{font-size:9px;fill:var(--muted)}.strip circle{fill:var(--none)}
.strip.high circle{fill:var(--high)}.strip.raised circle{fill:var(--raised)}
.strip.typical circle{fill:var(--typical)}.strip.lowered circle{fill:var(--lowered)}
.score{display:grid;grid-template-columns:minmax(0,1fr) 300px;gap:4px 28px;padding:18px 0;border-top:1px solid var(--line)}
.score:first-of-type{border-top:0}.score>h3{grid-column:1/-1}
.score p.caption{color:var(--muted);font-size:14px;margin:0}
.plot{width:100%;height:auto;display:block}
.plot text{font-size:13px;fill:var(--muted);text-anchor:middle}
.plot .band{opacity:.75}.plot .band.high{fill:var(--high-soft)}.plot .band.raised{fill:var(--raised-soft)}
.plot .band.typical{fill:var(--typical-soft)}.plot .band.lowered{fill:var(--lowered-soft)}
.plot .band.not_assessed{fill:var(--none-soft)}
.plot .band-name{font-weight:600;fill:var(--ink)}
.plot .curve{fill:#8fa3b5;fill-opacity:.35;stroke:#5f7589;stroke-width:1.5}
.plot .bar{fill:#8298ac}.plot .axis{stroke:#8a95a1;stroke-width:1}
.plot .person{stroke:var(--ink);stroke-width:2.5}.plot .person-mark{fill:var(--ink)}
.plot text.person-name{font-size:15px;font-weight:700;fill:var(--ink)}
.plot text[text-anchor=start]{text-anchor:start}.plot text[text-anchor=end]{text-anchor:end}
dl.facts{margin:0;font-size:15px}dl.facts div{display:flex;justify-content:space-between;gap:12px;padding:4px 0;border-bottom:1px solid var(--soft)}
dl.facts dt{color:var(--muted)}dl.facts dd{margin:0;text-align:right;font-weight:600;overflow-wrap:anywhere}
.meter{height:8px;border-radius:4px;background:var(--line);position:relative;margin:6px 0 2px;overflow:hidden}
.meter i{display:block;height:100%;background:var(--typical)}.meter.poor i{background:var(--high)}
.warn{background:var(--raised-soft);border-radius:6px;padding:8px 12px;color:#5c3500;margin:8px 0 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:15px}
caption{text-align:left;color:var(--muted);padding:0 0 8px}
th,td{text-align:left;padding:8px 12px 8px 0;border-bottom:1px solid var(--line);vertical-align:top}
th{font-size:13.5px;color:var(--muted);font-weight:650;border-bottom:2px solid var(--line)}
tbody th{font-size:15px;color:var(--ink);border-bottom:1px solid var(--line)}
td small,th small{display:block;color:var(--muted);font-weight:400}
td.code,small.code,code{font-family:ui-monospace,"Liberation Mono","DejaVu Sans Mono",monospace;font-size:13.5px;overflow-wrap:anywhere}
small.code{font-size:12px}td.code{min-width:130px}td.code.hgvs{min-width:176px}
.gene{font-style:italic;font-weight:650}
details{margin-top:10px}summary{cursor:pointer;font-weight:600}
.quiet{color:var(--muted)}
.absolute{padding:18px 0;border-top:1px solid var(--line)}.absolute:first-of-type{border-top:0}
.absolute h3{display:flex;gap:12px;align-items:center;flex-wrap:wrap}
.pair{display:grid;grid-template-columns:minmax(0,1fr);gap:8px 28px;margin-top:8px}.pair figure{max-width:680px}
figure{margin:10px 0 0}figcaption{color:var(--muted);font-size:14px}
.warn p{margin:0 0 2px}.warn ul{margin:0;padding-left:18px}
.plot .own{stroke:var(--ink);stroke-width:2.5}.plot .population{stroke:var(--muted);stroke-width:2;stroke-dasharray:4 3}.plot .population-name{font-size:13px}
.plot .interval{stroke:var(--ink);stroke-width:3;stroke-opacity:.45}
.plot .grid{stroke:var(--line)}.plot .line-population{fill:none;stroke:#5f7589;stroke-width:2;stroke-dasharray:6 4}
.plot .line-person{fill:none;stroke:var(--none);stroke-width:3}
.plot .line-person.high{stroke:var(--high)}.plot .line-person.raised{stroke:var(--raised)}
.plot .line-person.typical{stroke:var(--typical)}.plot .line-person.lowered{stroke:var(--lowered)}
.plot .horizon{stroke:var(--muted);stroke-dasharray:2 3}.plot .dot{fill:var(--ink)}
.plot text.end-name,.plot text.total{font-weight:700;fill:var(--ink)}.plot text.part{fill:var(--ink);font-size:13px}
.plot .raises{fill:#c0666c}.plot .lowers{fill:#5b8fb5}
.plot.waterfall{max-width:820px}
footer{color:var(--muted);font-size:14px;padding-bottom:40px}
a{color:var(--accent)}
@media(max-width:760px){.score{grid-template-columns:1fr}main,header.page>div,footer{padding:0 14px}section{padding:16px}}
@media screen and (max-width:640px){.absolute{overflow-x:auto}.absolute .plot{min-width:480px}table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stack,.stack caption,.stack tbody,.stack tr,.stack td,.stack tbody th{display:block;min-width:0}
.stack tr{border-bottom:1px solid var(--line);padding:10px 0}.stack td,.stack tbody th{border:0;padding:2px 0}
.checks td:nth-child(5)::before{content:"Passes with: "}
.findings td:nth-child(6)::before{content:"Frequency: "}.findings td:nth-child(7)::before{content:"This person has "}}
@page{margin:16mm 14mm}
@media print{body{background:#fff;font-size:11pt}main,footer{max-width:none;padding:0}
header.page{background:none;color:var(--ink);border-bottom:3px solid var(--accent);padding:0 0 8px}
header.page>div{padding:0;max-width:none}section{border:0;padding:0;margin:16px 0}
.card,.score,.absolute,figure,tr{break-inside:avoid}h2,h3{break-after:avoid}thead{display:table-header-group}
.pill,.band,.card,.meter,.meter i,.warn,.raises,.lowers{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.score{grid-template-columns:minmax(0,1fr) 240px}h2.person{break-before:page}.scroll{overflow:visible}}
)";

}  // namespace genostrat::report
