/** What the Job Lab adds to the cluster view's style sheet. */
export const LAB_STYLE = `
#millrace.lab{font-family:var(--sans);height:100vh;min-height:0;overflow:hidden}
.lab .bar .file{font-family:var(--mono);font-size:13px}
.lab .halves{display:flex;flex:1;min-height:0}
.lab .left{flex:1.25 1 0;min-width:0;display:flex;flex-direction:column;border-right:var(--edge) solid var(--border)}
.lab .right{flex:1 1 0;min-width:320px;display:flex;flex-direction:column;overflow:auto;padding:0 16px 16px;background:var(--panel)}
.lab .code{flex:1;min-height:120px}
.lab .did{margin:12px 16px 0;padding:12px 16px;background:var(--panel)}
.lab .did h2{margin-bottom:6px}.lab .did p{color:var(--muted)}
.lab .did dl{display:grid;grid-template-columns:max-content max-content 1fr;gap:6px 24px;align-items:baseline}
.lab .did dd s{color:var(--muted);margin-right:4px}.lab .did dd b{color:var(--strong);font-size:14px}
.lab .acts{display:flex;align-items:center;gap:8px;flex-wrap:wrap;padding:14px 16px}
.lab .acts vscode-button{flex:none}
.lab .acts .meta{margin-left:auto}
.lab .planhead{display:flex;align-items:center;gap:8px;flex-wrap:wrap;padding:12px 0 8px;position:sticky;top:0;background:var(--panel);z-index:3}
.lab .planhead h2{margin-right:auto}
.lab .pill.strong{border-color:var(--accent);color:var(--strong);font-weight:700;background:color-mix(in srgb,var(--accent) var(--shade),var(--canvas))}
.lab .state{padding:10px 14px;margin-bottom:8px;border-left:4px solid var(--primary);background:color-mix(in srgb,var(--accent) 11%,var(--canvas));color:var(--strong)}
.lab .state pre{margin:6px 0 0;font:12px/1.45 var(--mono);white-space:pre-wrap;overflow-wrap:anywhere;max-height:9em;overflow:auto}
.lab .planpane{display:flex;flex-direction:column;gap:14px}
.lab .stale .planpane{opacity:.75}
.lab .pvertex{border:max(var(--edge),1px) solid var(--hue);border-left:5px solid var(--hue);border-radius:5px;background:color-mix(in srgb,var(--hue) var(--shade),var(--canvas));padding:8px 12px 10px 14px}
.lab .pvertex.changed{outline:2px solid var(--hue);outline-offset:-1px}
.lab .oprow{display:flex;flex-direction:column;gap:5px}
.lab .ophead{display:flex;align-items:baseline;gap:10px;min-width:0}
.lab .ophead h3{font-size:15px}
.lab .lineno{border:0;background:none;padding:0;color:var(--text);font-size:12px;text-decoration:underline dotted;cursor:pointer;white-space:nowrap}
.lab .opcontrols{display:flex;align-items:center;gap:6px 10px;flex-wrap:wrap;min-height:28px}
.lab .opcontrols .meta,.lab .edge .meta{color:var(--text)}
.lab .step{display:inline-flex;align-items:center;gap:8px}
.lab .stepper{display:inline-flex;border:1px solid var(--line);border-radius:4px;background:var(--raised);overflow:hidden}
.lab .stepper button{border:0;background:none;width:28px;height:26px;cursor:pointer;color:var(--strong);font-weight:700}
.lab .stepper button:disabled{color:var(--muted);cursor:default}
.lab .stepper input{width:44px;border:0;background:none;text-align:center;color:var(--strong);font-weight:700;appearance:textfield;-moz-appearance:textfield}
.lab .stepper input::-webkit-inner-spin-button{display:none}
.lab .stepper :focus-visible{outline-offset:-2px}
.lab .quietselect,.lab .groupname{border:1px solid var(--border);border-radius:4px;background:var(--raised);color:var(--strong);height:26px;font-size:12px;padding:0 6px}
.lab .groupname{width:9ch;font-family:var(--mono)}
.lab .quietselect{max-width:20ch}
.lab .link{display:flex;align-items:center;gap:8px;font-size:12px;color:var(--text);margin:8px 0 6px;border-top:1px dashed var(--hue);padding-top:6px}
.lab .chainlink{width:14px;height:7px;border:2px solid var(--hue);border-radius:4px}
.lab .subtasks{display:flex;flex-wrap:wrap;gap:6px;margin-top:8px}
.lab .sub{border:1px solid var(--hue);border-radius:4px;background:var(--canvas);color:var(--strong);font-weight:700;font-size:12.5px;padding:1px 12px}
.lab .edge{display:flex;align-items:center;gap:10px;padding:6px 10px 6px 20px;position:relative;min-height:42px;border:1px solid transparent;border-radius:4px}
.lab .edge.changed{border-color:var(--accent);background:color-mix(in srgb,var(--accent) 14%,var(--canvas))}
.lab .plan{display:flex;flex-direction:column;gap:0}
.lab .arrow{position:absolute;left:94px;top:0;bottom:0;border-left:1.5px solid var(--line);z-index:0}
.lab .arrow::after{content:"";position:absolute;left:-6px;bottom:0;border:5px solid transparent;border-bottom:0;border-top:8px solid var(--line)}
.lab .arrow.bent{border-left-style:dashed}
.lab .partitioner{position:relative;z-index:1;border:var(--edge) solid var(--line);border-radius:4px;background:var(--canvas);color:var(--strong);font-weight:700;font-size:12px;padding:3px 8px;min-width:96px;height:26px}
.lab .tag{white-space:nowrap}.lab .cutwhy{display:inline-flex;flex:0 1 auto;min-width:0;align-items:center;gap:8px;margin-left:16px;color:var(--strong);font-size:14px}
.lab .changed .cutwhy{font-weight:700}
.lab .cross{width:12px;height:12px;flex:none;background:linear-gradient(45deg,transparent 44%,var(--line) 44% 56%,transparent 56%),linear-gradient(-45deg,transparent 44%,var(--line) 44% 56%,transparent 56%)}
.lab .tag{margin-left:auto;color:var(--accent);font-weight:700;font-size:12px}
.lab .slotstrip{display:grid;grid-template-columns:repeat(auto-fill,minmax(112px,1fr));gap:8px;align-items:stretch}
.lab .slotcell{border:var(--edge) solid var(--line);border-radius:4px;background:var(--canvas);padding:3px 8px 4px 3px;display:flex;flex-direction:column;gap:2px;min-height:84px}
.lab .slotcell>.meta{text-align:right;color:var(--text)}
.lab .slotrows{flex:1;display:flex;flex-direction:column;gap:3px}
.lab .srow{border-left:4px solid var(--hue);border-radius:2px;background:color-mix(in srgb,var(--hue) var(--tint),var(--canvas));color:var(--strong);font-weight:700;font-size:12px;padding:0 8px;text-align:center}
.lab table.plantable{border-collapse:collapse;width:100%}
.lab .plantable th,.lab .plantable td{text-align:left;padding:4px 10px 4px 0;border-bottom:1px solid var(--border);vertical-align:top;color:var(--strong);font-size:12.5px}
.lab .opbar{background:var(--hue);width:5px!important;margin-left:4px;border-radius:2px}
.lab .fresh-text{border-bottom:2px solid var(--accent)}
.lab .fresh-line{background:color-mix(in srgb,var(--accent) 9%,transparent)}
.lab .dash{width:52px;height:26px;border:1px solid var(--border);border-radius:4px;background:var(--raised);color:var(--strong);text-align:center}
@media (max-width:860px){#millrace.lab{height:auto;overflow:visible}.lab .halves{flex-direction:column}.lab .left{border-right:0;border-bottom:var(--edge) solid var(--border)}.lab .code{flex:none;height:340px}.lab .right{overflow:visible;min-width:0}}
`;
