/** The view's style sheet: VS Code's variables for the chrome, Flink's dashboard colours for states and load. */

const light = `
  --fb-canvas:#ffffff; --fb-panel:#f8f8f8; --fb-raised:#ffffff; --fb-text:#3b3b3b; --fb-strong:#1f1f1f;
  --fb-muted:#616161; --fb-border:#d8d8d8; --fb-accent:#005fb8; --fb-on-accent:#ffffff; --fb-fault:#c72e2e; --fb-contrast:transparent;
  --h0:#2f6fd0; --h1:#c96f06; --h2:#14917a; --h3:#6a1fd0; --h4:#6b5610; --h5:#8a1f60;
  --back-pressured:#6b6b6b; --tint:12%; --shade:14%; --done:#0f6fd1; --doing:#b87a00; --aborted:#d4690b; color-scheme:light;`;
const dark = `
  --fb-canvas:#1f1f1f; --fb-panel:#181818; --fb-raised:#252526; --fb-text:#cccccc; --fb-strong:#ffffff;
  --fb-muted:#a6a6a6; --fb-border:#3a3a3a; --fb-accent:#4daafc; --fb-on-accent:#ffffff; --fb-fault:#f85149; --fb-contrast:transparent;
  --h0:#7bb0fb; --h1:#d98324; --h2:#4fdcc8; --h3:#a970ff; --h4:#f4d13a; --h5:#e0608f;
  --back-pressured:#979797; --tint:20%; --shade:20%; --done:#2f9bff; --doing:#faad14; --aborted:#fa8c16; color-scheme:dark;`;

export const STYLE = `
body{${light}}
body.vscode-dark{${dark}}
body.vscode-high-contrast{${dark} --fb-canvas:#000000; --fb-panel:#000000; --fb-raised:#000000; --fb-text:#ffffff; --fb-muted:#ffffff; --fb-border:#6fc3df; --fb-contrast:#6fc3df; --fb-accent:#f38518; --fb-on-accent:#000000; --tint:0%; --shade:0%;}
body.vscode-high-contrast-light{${light} --fb-text:#292929; --fb-muted:#292929; --fb-border:#0f4a85; --fb-contrast:#0f4a85; --fb-accent:#0f4a85; --tint:0%; --shade:0%;}
body{
  --canvas:var(--vscode-editor-background,var(--fb-canvas));
  --panel:var(--vscode-sideBar-background,var(--fb-panel));
  --raised:var(--vscode-editorWidget-background,var(--fb-raised));
  --text:var(--vscode-foreground,var(--fb-text));
  --strong:var(--fb-strong);
  --muted:var(--fb-muted);
  --border:var(--fb-border);
  --line:color-mix(in srgb,var(--text) 58%,var(--canvas));
  --accent:var(--vscode-textLink-foreground,var(--fb-accent));
  --primary:var(--vscode-button-background,#005fb8);
  --on-primary:var(--vscode-button-foreground,var(--fb-on-accent));
  --focus:var(--vscode-focusBorder,var(--fb-accent));
  --fault:var(--vscode-errorForeground,var(--fb-fault));
  --edge:1px;
  --sans:var(--vscode-font-family,"Segoe UI","Noto Sans","Source Sans 3",system-ui,sans-serif),"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;
  --mono:var(--vscode-editor-font-family,"Cascadia Code",Consolas,"DejaVu Sans Mono",monospace),"Noto Sans SC",monospace;
  --s-CREATED:#2f54eb; --s-SCHEDULED:#722ed1; --s-DEPLOYING:#13c2c2; --s-RESTARTING:#13c2c2; --s-INITIALIZING:#738df8; --s-RUNNING:#52c41a;
  --s-CANCELING:#faad14; --s-CANCELLING:#faad14; --s-FAILING:#faad14; --s-CANCELED:#fa8c16; --s-FAILED:#f5222d; --s-FINISHED:#1890ff; --s-RECONCILING:#eb2f96; --s-SUSPENDED:#722ed1;
  --busy:#ee6464; --idle:#5db1ff; --scale:1;
  margin:0; padding:0; background:var(--canvas); color:var(--text); font:13px/1.35 var(--sans); font-size:calc(13px * var(--scale));
}
body.vscode-high-contrast{--play-edge:var(--border);--primary:var(--vscode-button-background,#000);--on-primary:var(--vscode-button-foreground,#fff);--edge:2px; --border:var(--vscode-contrastBorder,var(--fb-contrast)); --line:var(--text)}
body.roomy{--scale:1.25}body.present{--scale:1.5}
.present .pictures .meta,.present .bar .pill:not(.state),.present .bar .muted,.present .controls>select,.present .controls>.muted,.present .quiet{display:none}
.present .row .st,.present .pill.state,.present .chip{font-size:18px}.present .pill.state{height:32px;border-radius:16px}.present .btn{font-size:20px}.present .rack>header h2{font-size:20px}
.present .caption{font-size:27px;min-height:56px;line-height:1.25}
.low.present .tight .slotbox.free{min-height:28px}.low.present .row{height:28px}.low.present .rows{gap:2px}.low.present .tm{gap:4px;padding-bottom:4px}.low.present .restore{display:none}.present .btn{height:44px}.low.present .btn{height:40px}.present .slider text,.present .tl text,.present .et text{font-size:18px}
.spot{position:fixed;inset:0;width:100vw;height:100vh;pointer-events:none;z-index:4}
.spot .veil{fill:var(--canvas);fill-opacity:.8;fill-rule:evenodd}.spot .rim{fill:none;stroke:var(--accent);stroke-width:3}
.toast{position:fixed;left:50%;top:6px;transform:translateX(-50%);z-index:25;background:var(--raised);color:var(--strong);border:2px solid var(--accent);border-radius:6px;padding:8px 16px;font-size:calc(15px * var(--scale));max-width:80vw;pointer-events:none}
.tight .slotbox{min-height:calc(32px * var(--scale));flex:0 1 auto}.tight .slotbox.free{flex:0 1 auto}.present .tight .slotbox.free{min-height:30px;padding-block:0}.tight .slotbox .no br,.tight .slotbox .no .meta{display:none}
.tight .restore{padding:5px 12px;gap:10px}.tight .restore .chk{padding:3px 10px}.tight .restore .chk .meta.mono{display:none}.tight .restore .backs{grid-template-columns:repeat(auto-fit,minmax(min(250px,100%),1fr));gap:4px 8px}.tight .restore .back{padding:2px 8px;white-space:nowrap}
.comparing .bar .muted,.comparing .bar .pill,.comparing .bar>.statuses{display:none!important}.comparing .tabs button[aria-selected=true]{border-color:transparent;background:none;font-weight:400}
.compare .over,.compare .chip.mono:not(.fault),.compare .rack .slotbox .no br,.compare .rack .slotbox .no .meta,.compare .tm>header .meta{display:none}
.compare .slotbox{min-height:34px;flex:0 0 auto;padding-right:5px;gap:5px}.compare .row .st{margin-left:auto;font-size:calc(12px * var(--scale))}.compare .row .st+b{margin-left:0}.compare .rack{padding:5px}.compare .slotbox .no b{font-weight:400;font-size:calc(12px * var(--scale))}
.compare .racks{gap:8px}.compare .side{display:flex;flex-direction:column;gap:10px;padding:12px 14px;min-width:0}.compare .why{padding:6px 12px;min-height:2.8em;line-height:1.4}
.focusing .inspector,.comparing .inspector{display:none}.tight .restore .chk{flex-direction:row;gap:8px;align-items:baseline}
.compare table.figures td,.compare table.figures th{padding:2px 12px 2px 0}.compare>.card{padding:8px 16px}
table.figures tr.differs td,table.figures tr.differs th{font-weight:700;color:var(--strong)}table.figures tbody th{font-weight:400;color:var(--text);border-bottom:1px solid color-mix(in srgb,var(--border) 60%,transparent)}
.slider .loop{fill:color-mix(in srgb,var(--accent) 22%,transparent);stroke:var(--accent);stroke-dasharray:3 3}
.btn[aria-pressed=true]{border-color:var(--accent);background:color-mix(in srgb,var(--accent) var(--shade),var(--canvas));font-weight:700}
select.runs{max-width:260px;text-overflow:ellipsis}
#millrace{display:flex;flex-direction:column;min-height:100vh;box-sizing:border-box}
#millrace *{box-sizing:border-box}
h1,h2,h3,p,dl,dd,ul{margin:0;padding:0}
h2,h3{color:var(--strong);font-weight:700;font-size:calc(15px * var(--scale))}
.mono{font-family:var(--mono)}
.muted{color:var(--muted)}
.meta{font-size:calc(12px * var(--scale));color:var(--muted)}
.cut{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:0}
.hidden{display:none!important}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
:focus-visible{outline:2px solid var(--focus);outline-offset:1px}
button,select,input{font:inherit;color:inherit}

.bar{display:flex;align-items:center;gap:14px;padding:8px 16px;border-bottom:var(--edge) solid var(--border);flex-wrap:wrap;min-height:48px}
.bar h1{font-size:calc(18px * var(--scale));color:var(--strong);font-weight:700;max-width:40ch}
.bar .grow{flex:1}
.pill{display:inline-flex;align-items:center;gap:6px;border-radius:12px;padding:2px 9px;height:24px;border:var(--edge) solid var(--border);font-size:calc(12px * var(--scale));white-space:nowrap;color:var(--muted)}
.pill.state{--c:var(--line);border-color:var(--c);background:color-mix(in srgb,var(--c) var(--shade),var(--canvas));color:var(--strong);font-weight:700}
.dot{width:8px;height:8px;border-radius:50%;background:var(--c,var(--line));flex:none;display:inline-block}
.tabs{display:flex;flex-wrap:wrap;border:var(--edge) solid var(--border);border-radius:7px;background:var(--panel);padding:1px;gap:2px}
.tabs button{border:1px solid transparent;background:none;border-radius:5px;height:28px;padding:0 10px;cursor:pointer}
.tabs button[aria-selected=true],.tabs button[aria-pressed=true]{border-color:var(--accent);background:color-mix(in srgb,var(--accent) var(--shade),var(--canvas));color:var(--strong);font-weight:700}
.body{display:flex;flex:1;min-height:0}
.pictures{flex:1;min-width:0;padding:8px 16px;display:flex;flex-direction:column;gap:8px}
.picture{display:flex;flex-direction:column;gap:8px;flex:1;min-width:0}

.machines{position:relative}
.window,.hung{display:flex;flex-direction:column;flex:1;min-width:0}.hung{transform-origin:0 0}.window.pans{overflow:hidden;cursor:grab;flex:none}.pictures>.btn{align-self:flex-end;height:24px!important}
.racks{display:grid;gap:24px}
.talking{padding-top:calc(22px * var(--scale) - 8px)}.talking .racks{row-gap:calc((22px * var(--scale) + 2px)/var(--zoom,1))}
.rack{container:rack/inline-size;min-width:0;border:var(--edge) solid var(--border);border-radius:8px;background:var(--panel);padding:7px;display:flex;flex-direction:column;gap:8px;position:relative}
.rack>header{display:flex;flex-wrap:wrap;align-items:center;gap:8px;padding:0 4px 0 7px;min-height:26px}
.rack>header h2{margin-right:auto;cursor:pointer}
.rack>header svg{flex:none;color:var(--muted)}
.rack>header{justify-content:flex-end}.rack>header>.chips{display:contents}
.chips{display:flex;flex-wrap:wrap;gap:5px 7px;justify-content:flex-end;margin-left:auto;min-width:0}
.chip{border:var(--edge) solid var(--border);background:var(--raised);border-radius:4px;padding:2px 7px;font-size:calc(12.5px * var(--scale));color:var(--strong);max-width:calc(190px * var(--scale));cursor:pointer;line-height:18px;flex-shrink:0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.chip.daemon{font-weight:700}
.chip.gone{text-decoration:line-through;border-style:dashed;border-color:var(--fault);color:var(--muted)}
.container{border:2px dashed var(--line);border-radius:4px;background:none;padding:0 6px;font-size:calc(12px * var(--scale));color:var(--text);cursor:pointer;flex:0 1 auto}.container:empty{display:none}
.pod{display:flex;flex-wrap:wrap;align-items:center;gap:4px 8px;border:2px dashed var(--line);border-radius:4px;padding:3px 7px}.pod .container{border:0;padding:0 2px}.pod.awaited .container{color:var(--muted)}.pod.gone,.tm.dead .container{border-color:var(--fault)}.pod.gone .container,.tm.dead .container{text-decoration:line-through}
.chip.fault{border-color:var(--fault);color:var(--strong);background:color-mix(in srgb,var(--fault) var(--tint),var(--canvas));font-family:var(--mono)}
.tm{border:var(--edge) solid var(--border);border-radius:4px;padding:4px 7px 7px;display:flex;flex-direction:column;gap:7px;background:var(--panel);flex:1}
.tm>header{display:flex;align-items:center;gap:8px;padding:0 4px;min-height:20px;cursor:pointer}
.tm>header b{color:var(--strong)}
.tm>header .meta{margin-left:auto}
.tm.dead{border:1.5px dashed var(--fault);background-image:repeating-linear-gradient(-45deg,transparent 0 6px,color-mix(in srgb,var(--line) 24%,transparent) 6px 7.5px)}
.tm.dead>header b,.tm.dead .row .cut{text-decoration:line-through;color:var(--muted)}
.tm.dead>header .meta{color:var(--fault);font-weight:700}
.tm.dead .row{border:1px dashed var(--hue);opacity:.85}
.slotbox{border:var(--edge) solid var(--line);border-radius:4px;background:var(--canvas);min-height:max(88px,min-content);flex:1 0 auto;display:flex;padding:3px 7px 3px 3px;gap:10px;cursor:pointer}
.tm.dense{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));align-content:start;gap:5px}.tm.dense>header,.tm.dense .slotbox:not(.free){grid-column:1/-1}.tm.dense .slotbox{min-height:calc(28px * var(--scale));max-height:none}.tm.dense .no br{display:none}.tm.dense .no .meta{display:none}
.slotbox.free{border-style:dashed;background:none}
.tm.dead .slotbox{background:none;border-color:var(--line);border-style:dashed}
.rows{flex:1;min-width:0;display:flex;flex-direction:column;gap:4px}.rows:has(.row:nth-child(5)){gap:2px}.tight .rows:has(.row:nth-child(5)){display:grid;grid-template-columns:repeat(2,minmax(0,1fr));column-gap:6px;align-content:center}.tight .rows:has(.row:nth-child(9)){grid-template-columns:repeat(3,minmax(0,1fr))}.rows:has(.row:nth-child(9)) .row{gap:4px;padding-right:4px}.rows:has(.row:nth-child(5)) .row{height:calc(20px * var(--scale))}
.slotbox.free .rows{align-items:center;justify-content:center;color:var(--muted)}
.slotbox button.no{border:0;background:none;padding:0;cursor:pointer}.glabel[data-target]{cursor:pointer}.badge{cursor:pointer}
.slotbox .no{text-align:right;align-self:center;white-space:nowrap;line-height:17px}
.slotbox .no b{color:var(--strong)}.slotbox.free .no b{color:var(--muted)}
.tm.dead .no .meta{color:var(--fault);font-weight:700}
.row{--hue:var(--line);display:flex;align-items:center;gap:8px;height:calc(24px * var(--scale));padding:0 8px 0 0;border:0;border-radius:3px;background:color-mix(in srgb,var(--hue) var(--tint),var(--canvas));color:var(--strong);position:relative;text-align:left;width:100%;cursor:pointer}
.row::before{content:"";width:4px;align-self:stretch;border-radius:2px;background:var(--hue);flex:none}
.row b{margin-left:auto;white-space:nowrap}
.row .st{display:inline-flex;gap:4px;align-items:center;font-size:12px;color:var(--text)}
.h0{--hue:var(--h0)}.h1{--hue:var(--h1)}.h2{--hue:var(--h2)}.h3{--hue:var(--h3)}.h4{--hue:var(--h4)}.h5{--hue:var(--h5)}
.selected{outline:2px solid var(--accent);outline-offset:1px}
svg.over{position:absolute;inset:0;width:100%;height:100%;pointer-events:none;overflow:visible}
.cells{border:var(--edge) solid var(--border);border-radius:8px;background:var(--panel);padding:8px 12px;display:flex;flex-direction:column;gap:6px}
.cells svg{display:block;width:100%}
.cells .used{fill:var(--accent)}.cells .freecell{fill:none;stroke:var(--line)}.cells .lostcell{fill:color-mix(in srgb,var(--fault) 30%,var(--canvas));stroke:var(--fault)}

.graph{border:var(--edge) solid var(--border);border-radius:8px;background:var(--canvas);display:flex;flex-direction:column;min-height:120px}
.graph>header{display:flex;align-items:center;gap:12px;padding:8px 16px 4px;flex-wrap:wrap}
.graph>header .acks{margin-left:auto;display:flex;align-items:center;gap:12px}
.ack{display:inline-flex;gap:4px;flex-wrap:wrap;max-width:240px}
.ack i{width:16px;height:16px;border:1.5px solid var(--line);border-radius:3px;display:block}
.ack i.on{background:var(--done);border-color:var(--done)}
.ack.small i{width:6px;height:10px;border-width:1px;border-radius:1px}
.view{position:relative;overflow:hidden;flex:1 0 auto}.view.pans{cursor:grab}.view.pans:active{cursor:grabbing}.graph>header .btn{height:calc(24px * var(--scale));padding:0 10px}
.stage{position:relative;transform-origin:0 0}
.stage>svg{position:absolute;left:0;top:0;overflow:visible;pointer-events:none}
.stage>canvas{position:absolute;left:0;top:0;pointer-events:none}
.stage>svg.moving,.stage>canvas,svg.over,.slider svg{will-change:transform}
.wire{fill:none;stroke:var(--line);stroke-width:1.7}
.wire.gone{stroke-dasharray:4 4;opacity:.5}
.vertex{position:absolute;border:var(--edge) solid var(--border);border-top:5px solid var(--hue);border-radius:5px;background:var(--panel)}
.vertex>header{padding:10px 12px 0;display:flex;flex-direction:column;gap:3px}
.vertex>header h3{font-size:calc(14px * var(--scale));cursor:pointer}
.vertex .load{overflow:hidden;display:flex;align-items:center;gap:8px;font-size:calc(12.5px * var(--scale));white-space:nowrap;height:calc(20px * var(--scale));min-width:0}
.vertex .load b{color:var(--strong)}.vertex{container-type:inline-size}@container (max-width:15em){.load .loadbar{width:20px}}@container (max-width:13em){.load .loadbar{display:none!important}}@container (max-width:18em){.load.pressed b{display:none}.load.pressed .loadbar{width:18px}}
.loadbar{display:inline-flex;width:48px;height:7px;border-radius:4px;overflow:hidden;background:var(--idle);flex:none}
.loadbar .b{background:var(--busy)}.loadbar .p{background:var(--back-pressured)}
.loadbar.none{background:none;border:1px solid var(--border)}
.task{position:absolute;border:max(var(--edge),1.3px) solid var(--hue);border-radius:4px;background:color-mix(in srgb,var(--hue) var(--shade),var(--canvas));padding:7px 9px 6px 10px;text-align:left;display:grid;grid-template-columns:1fr;align-content:start;cursor:pointer;color:var(--text);font-size:calc(12.5px * var(--scale));overflow:hidden}
.task.wide{grid-template-columns:minmax(0,1fr) auto}
.lines2>header,.lines1>header{padding-top:4px;gap:0}.task.lines3,.task.lines2,.task.lines1{padding-block:3px}.task.lines3,.task.lines2{padding-top:2px}:is(.lines3,.lines2,.lines1)>.lines,:is(.lines3,.lines2,.lines1)>.out{gap:0}
.task .lines{display:flex;flex-direction:column;gap:2px;min-width:0}
.task .line{display:flex;align-items:center;gap:7px;min-width:0;height:calc(21px * var(--scale));white-space:nowrap}
.task .name{font-size:calc(15px * var(--scale));font-weight:700;color:var(--strong)}
.task .st{display:inline-flex;align-items:center;gap:4px;margin-left:auto}
.task.wide .st{margin-left:8px}
.task.gone{border-style:dashed;border-color:var(--fault)}
.kv{background:var(--canvas);border:var(--edge) solid var(--border);border-radius:3px;padding:0 7px;height:20px;line-height:19px;font-family:var(--mono);font-size:calc(12.5px * var(--scale));color:var(--strong);white-space:pre}
body:not(.vscode-high-contrast) .kv{border-color:transparent}
.kv.fresh{border-color:var(--hue)!important}
.kvs{overflow:hidden}
.kgs{height:14px;flex:1;min-width:40px;max-width:180px;margin-left:auto}
.kgs .bg{fill:color-mix(in srgb,var(--text) 13%,var(--canvas))}.kgs .on{fill:var(--hue)}
.out{border-left:1.5px dashed var(--hue);padding-left:11px;margin-left:10px;display:flex;flex-direction:column;gap:3px;font-family:var(--mono);font-size:calc(12.5px * var(--scale));line-height:calc(20px * var(--scale));max-width:190px;overflow:hidden;white-space:pre}
.out span:first-child{font-family:var(--sans);color:var(--muted)}
.out .new{font-weight:700;color:var(--strong)}
.strip{display:flex;flex-wrap:wrap;gap:2px;padding:4px 0}
.strip i{width:9px;height:9px;border-radius:2px;background:var(--c)}
.badge,.badge-note{z-index:1}.badge{position:absolute;transform:translate(-50%,0);border:var(--edge) solid var(--line);border-radius:4px;background:var(--canvas);color:var(--strong);font-weight:700;font-size:calc(12px * var(--scale));padding:2px 8px;line-height:18px;white-space:nowrap;max-width:calc(104px * var(--scale));overflow:hidden;text-overflow:ellipsis}
.badge-note{position:absolute;padding:0 4px;border-radius:3px;background:var(--canvas);transform:translate(-50%,0);color:var(--muted);white-space:nowrap;font-size:calc(12.5px * var(--scale))}
.ext{position:absolute;border:var(--edge) solid var(--border);border-radius:8px;background:var(--panel);display:flex;flex-direction:column;align-items:center;justify-content:center;text-align:center;padding:4px;cursor:pointer}
.ext b{color:var(--strong)} .ext span{font-family:var(--mono);font-size:calc(12.5px * var(--scale))}
.rec{fill:var(--hue);stroke:var(--canvas);stroke-width:1.2}
.rec.text{fill:var(--strong)}
.capsule{fill:var(--canvas);stroke:var(--line);stroke-width:1.4}
.lab{font-family:var(--mono);font-size:calc(12.5px * var(--scale));fill:var(--strong);text-anchor:middle}
.labg{fill:var(--canvas);opacity:.92}
.barrier .pole,.barrier .head{fill:var(--strong)}
.barrier text{fill:var(--canvas);font:700 12px var(--sans);text-anchor:middle}
.rpcline{fill:none;stroke:var(--accent);stroke-width:1.4;stroke-dasharray:3 3}
.rpc polygon{fill:var(--accent)}
.rpcline.lost{stroke:var(--fault)}.rpc.lost polygon{fill:var(--fault)}
.rpc text{font-size:calc(12px * var(--scale));fill:var(--strong);text-anchor:middle}
.rpc rect{fill:var(--canvas);stroke:var(--line)}
.tcphit{fill:none;stroke:transparent;stroke-width:14;pointer-events:stroke;cursor:pointer}.tcphit:hover{stroke:color-mix(in srgb,var(--accent) 24%,transparent)}.tcphit.cutlink{stroke:var(--fault);stroke-width:2.5;stroke-dasharray:2 7}
.term{border:0;background:none;padding:0;font:inherit;color:inherit;text-align:inherit;cursor:help;text-decoration:underline dotted 1px;text-underline-offset:3px}.termtip{position:fixed;z-index:28;max-width:min(340px,calc(100vw - 16px));background:var(--raised);color:var(--text);border:max(var(--edge),1px) solid var(--accent);border-radius:6px;padding:8px 12px;line-height:1.5;box-shadow:0 4px 16px #0003;pointer-events:none}.termtip b{display:block;color:var(--strong)}
.tip{position:absolute;left:0;top:0;z-index:3;pointer-events:none;background:var(--raised);border:1px solid var(--accent);border-radius:4px;padding:2px 8px;font-family:var(--mono);font-size:calc(12.5px * var(--scale));color:var(--strong);white-space:nowrap;max-width:60ch;overflow:hidden;text-overflow:ellipsis}
.logtick path{stroke:var(--line);stroke-width:1.6;fill:none}.logtick.grave path{stroke:var(--strong);fill:var(--strong)}
.beat{fill:none;stroke:var(--line);stroke-width:1.5}.beat.lost{stroke:var(--fault)}
.kv{cursor:pointer}
.tcp{fill:none;stroke:var(--line);stroke-width:1.6}
.dia{fill:var(--done)}.dia.doing{fill:var(--canvas);stroke:var(--doing);stroke-width:2}.dia.aborted{fill:var(--canvas);stroke:var(--aborted);stroke-width:2}

.caption{border-left:5px solid var(--primary);background:color-mix(in srgb,var(--accent) 11%,var(--canvas));padding:7px 15px;font-size:calc(18px * var(--scale));color:var(--strong);border-radius:2px;min-height:calc(40px * var(--scale));display:flex;align-items:center;overflow-wrap:anywhere}
body.vscode-high-contrast .caption,body.vscode-high-contrast .why{background:var(--canvas);border:2px solid var(--border);border-left-width:8px}
.foot{position:sticky;bottom:0;background:var(--canvas);padding:0 16px 8px;display:flex;flex-direction:column;gap:8px;z-index:5}
.transport{border:var(--edge) solid var(--border);border-radius:8px;background:var(--panel);padding:6px 15px 7px;display:flex;flex-direction:column;gap:4px}
.slider{position:relative;height:42px;cursor:pointer;touch-action:none}
.slider svg{position:absolute;left:0;top:0;width:100%;height:100%;overflow:visible}
.slider .all{fill:color-mix(in srgb,var(--text) 16%,var(--panel))}.slider .known{fill:color-mix(in srgb,var(--text) 50%,var(--panel))}.slider .gone{fill:var(--accent)}
.slider .out{fill:var(--fault);border:0}
.slider .knob{fill:var(--canvas);stroke:var(--accent);stroke-width:4}
.slider text{font-size:12px;fill:var(--muted)}
.slider .bolt{fill:var(--fault);stroke:var(--panel);stroke-width:1}
.slider .mark{fill:var(--accent)}
.controls{display:flex;align-items:center;gap:8px;flex-wrap:wrap}
.btn{flex:none;display:inline-flex;align-items:center;justify-content:center;gap:8px;height:32px;min-width:32px;padding:0 12px;border:var(--edge) solid var(--border);border-radius:5px;background:var(--raised);cursor:pointer;white-space:nowrap;color:var(--strong)}
.btn.icon{padding:0 7px}
.btn.primary{background:var(--primary);border-color:var(--play-edge,var(--primary));color:var(--on-primary);min-width:40px;font-weight:700}
.btn.danger{border-color:var(--fault)}
.btn.danger svg{color:var(--fault)}
.btn:disabled{opacity:.5;cursor:default}
.btn:hover:not(:disabled){filter:brightness(1.06)}
select.btn{padding:0 8px;justify-content:flex-start}
select.jobs{font-weight:700;font-size:calc(15px * var(--scale));color:var(--strong);max-width:300px;text-overflow:ellipsis}
.clock{font-family:var(--mono);font-size:calc(18px * var(--scale));font-weight:700;color:var(--strong);margin:0 4px 0 8px;min-width:9ch}
.grow{flex:1}
.livechip{color:var(--strong)}
.legend{display:flex;flex-wrap:wrap;gap:6px 20px;padding:2px 8px 0;font-size:calc(13px * var(--scale));list-style:none}
.legend li{display:flex;align-items:center;gap:8px}
.legendbutton{display:none}body:is(.present,:has(.tight .restore:not(.hidden),.tight .graph.lines)){& .legend{display:none}& .legendbutton{display:inline-flex}}.legend.open{display:grid!important;position:absolute;bottom:100%;right:16px;z-index:6;grid-template-columns:auto auto;gap:10px 28px;background:var(--raised);border:max(var(--edge),1px) solid var(--line);border-radius:8px;padding:14px 20px;box-shadow:0 4px 16px #0003}

.menu{position:fixed;z-index:30;background:var(--vscode-menu-background,var(--raised));color:var(--text);border:1px solid var(--line);border-radius:6px;padding:4px;min-width:260px;max-width:420px;box-shadow:0 4px 16px #0005}
.menu button{display:flex;width:100%;gap:16px;align-items:center;text-align:left;border:0;background:none;padding:6px 10px;border-radius:4px;cursor:pointer;color:var(--text)}
.menu button:hover:not([aria-disabled=true]),.menu button:focus-visible{background:color-mix(in srgb,var(--accent) 16%,transparent);color:var(--strong)}
.menu button[aria-disabled=true]{color:var(--muted);cursor:default}
.menu button .meta{margin-left:auto}
.menu .title{padding:4px 10px;font-weight:700;color:var(--strong)}
dialog{border:1px solid var(--line);border-radius:8px;background:var(--raised);color:var(--text);padding:16px 20px}
dialog::backdrop{background:#0006}
dialog table td{padding:3px 16px 3px 0}
kbd{font-family:var(--mono);color:var(--strong)}
.restore{display:flex;align-items:center;gap:16px;padding:10px 16px}
.restore .chk{display:flex;flex-direction:column;gap:2px;border:var(--edge) solid var(--border);border-radius:6px;background:var(--raised);padding:8px 14px;max-width:230px}
.restore .arrow{font-size:22px;color:var(--muted)}
.restore .backs{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(360px,100%),1fr));gap:6px 12px;flex:1;min-width:0}
.restore .back{display:flex;align-items:center;gap:10px;border:max(var(--edge),1px) solid var(--hue);border-left:5px solid var(--hue);border-radius:4px;background:color-mix(in srgb,var(--hue) var(--shade),var(--canvas));padding:4px 12px;min-width:0;overflow:hidden}
.restore .back{flex-wrap:wrap;align-content:flex-start;height:calc(28px * var(--scale));row-gap:8px;padding-block:2px}.restore .back b{color:var(--strong);flex:0 0 auto;max-width:100%;line-height:calc(28px * var(--scale) - 6px)}
.inspector{width:calc(300px * var(--scale));flex:none;border-left:var(--edge) solid var(--border);background:var(--panel);padding:12px 16px;display:flex;flex-direction:column;gap:10px;overflow:auto;max-height:var(--room,calc(100vh - 48px));position:sticky;top:0}
.inspector header{display:flex;gap:8px;align-items:flex-start}
.inspector header h2{flex:1;overflow-wrap:anywhere}
.inspector dl{display:grid;gap:3px 16px}.inspector dl>div{display:grid;grid-template-columns:minmax(0,148px) minmax(0,1fr);gap:12px}
.inspector dt{color:var(--muted);overflow-wrap:anywhere}
.inspector dd{overflow-wrap:anywhere;color:var(--strong)}
.inspector .why{border-left:4px solid var(--primary);padding:4px 10px;background:color-mix(in srgb,var(--accent) 11%,var(--canvas));color:var(--strong)}
.inspector pre{margin:0;font:12px/1.5 var(--mono);white-space:pre-wrap;overflow-wrap:anywhere;color:var(--strong)}

.card{border:var(--edge) solid var(--border);border-radius:8px;background:var(--panel);padding:14px 20px}
.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:16px}
.big{font-size:calc(32px * var(--scale));font-weight:700;color:var(--strong);line-height:1.1}
.formula{font-family:var(--mono);font-size:calc(17px * var(--scale));color:var(--strong);margin-left:auto}
.group:only-child{max-width:100%}.group{border:1.5px dashed var(--line);border-radius:8px;padding:9px 5px 5px;display:inline-flex;flex-direction:column;gap:7px;min-width:calc(108px * var(--scale))}
.group .vs.many{flex-wrap:wrap}.group .vs{display:flex;gap:8px;align-items:stretch}
.gv{flex:1 1 auto}
.gv{border:max(var(--edge),1px) solid var(--hue);border-left:6px solid var(--hue);border-radius:4px;background:color-mix(in srgb,var(--hue) var(--tint),var(--canvas));padding:4px 10px 4px 9px;color:var(--strong);min-width:calc(96px * var(--scale))}
.vs.many .gv{flex-basis:min-content}.gv b{display:block}.gv .meta{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.gv .meta,.task .muted,.row .muted,.back .muted,.why .meta,.out span:first-child,.mini .slotbox .no{color:var(--text)}
.groups{display:flex;gap:6px;min-width:0}
.groups .group{flex:1 1 auto}
.groups.many{flex-wrap:wrap}
.headline{display:flex;align-items:baseline;gap:12px;min-width:0}.headline>:last-child:not(:first-child){margin-left:auto}
.headline .grow~*{margin-left:0}
.lead{font-size:calc(18px * var(--scale));color:var(--strong)}
.slotcard{display:flex;flex-direction:column;gap:14px}
.mini .slotbox{min-height:max-content;max-height:none;flex:1 0 calc(64px * var(--scale))}.two{min-height:min(calc(var(--room,0px) - 32px),calc(560px * var(--scale)))}
.group>.headline{padding:0 5px;white-space:nowrap}.group .mono{overflow:hidden;text-overflow:ellipsis}
.minis{flex:1;display:grid;grid-template-columns:repeat(auto-fit,minmax(calc(170px * var(--scale)),1fr));gap:8px}
.mini{border:var(--edge) solid var(--border);border-radius:6px;background:var(--canvas);padding:7px;display:flex;flex-direction:column;gap:7px}
.mini>header{display:flex;gap:6px;padding:0 4px;min-width:0}.mini>header .meta{flex:none}.mini>header .meta{margin-left:auto}
.mini>header,.gv{cursor:pointer}.mini .slotbox{flex-direction:column;gap:2px;padding:3px 3px 2px;cursor:default}
.mini .no{align-self:flex-end;padding-right:4px}
.why{border-left:4px solid var(--primary);padding:10px 15px;background:color-mix(in srgb,var(--accent) 11%,var(--canvas));color:var(--strong);line-height:1.7}
.missingbox{border-color:var(--fault)!important}

.stagecard{position:relative;padding:0}
.gsvg{display:block;--scale:1;font-size:13px}
.gnode rect.box{stroke:var(--hue);stroke-width:1.4;fill:color-mix(in srgb,var(--hue) var(--shade),var(--canvas))}
.gnode rect.cap{fill:var(--hue)}
.gnode rect.inner{fill:var(--canvas);stroke:var(--hue)}
.gnode text{fill:var(--strong);font-size:13px}.gnode text.b{font-weight:700}.gnode text.m{fill:var(--text)}
.gsvg.down .bandtitle{font-size:13px}.gsvg.down .band+text+foreignObject{font-size:12px}.gnode text.small{font-size:12px;fill:var(--text)}
.gedge{fill:none;stroke:var(--line);stroke-width:1.7;marker-end:url(#tip)}#tip path{fill:var(--line)}
.glabel rect{fill:var(--canvas);stroke:var(--line)}.glabel text{font-size:12px;font-weight:700;fill:var(--strong);text-anchor:middle}
.gsvg .band{fill:var(--panel);stroke:var(--border)}.gsvg .chosen .band{stroke:var(--accent);stroke-width:2}
.gsvg .bandtitle{font-size:17px;font-weight:700;fill:var(--strong)}
.gsvg .cut line{stroke:var(--strong);stroke-width:1.6;stroke-dasharray:6 5}.gsvg .cut rect{fill:var(--canvas);stroke:var(--strong)}.gsvg .cut text{font-size:12.5px;font-weight:700;fill:var(--strong)}
.gsvg .cut.chained line{stroke-dasharray:none;stroke:var(--line)}
.ghost{fill:color-mix(in srgb,var(--hue) 35%,transparent);stroke:var(--hue);stroke-width:2}
.gnode{cursor:pointer}
.eventtime{padding:10px 16px;display:flex;flex-direction:column;gap:4px}
.eventtime .headline>.meta{margin-left:0}
.et text{fill:var(--strong);font-size:12.5px}.et .axis text{fill:var(--muted);font-size:12px}
.pane rect{fill:color-mix(in srgb,var(--hue) var(--shade),var(--canvas));stroke:var(--hue)}
.pane.fired rect{fill:color-mix(in srgb,var(--hue) 45%,var(--canvas));stroke-width:2}
.pane.purged rect{stroke-dasharray:3 3;fill:none}
.watermark line{stroke:var(--strong);stroke-width:2}.watermark path,.etrow>path{fill:var(--strong)}.et .at{fill:var(--muted);font-size:12px}
line.lane{stroke:var(--border)}
.tlscroll{overflow:auto}.tl{display:block}.tl .cover{fill:var(--panel)}
.tl text{fill:var(--strong);font-size:12.5px}
.tl .axis text{fill:var(--muted);font-size:12px}
.tl .span rect{stroke-width:1.2}
.tl .playhead rect{fill:var(--accent)}.tl .playhead text{fill:var(--canvas);font-weight:700;font-size:12px}
.tl .playhead{pointer-events:none}
.tl .spans{pointer-events:none}
.loglist{padding:10px 16px;display:flex;flex-direction:column;gap:6px}.loglist ol{margin:0;padding:0;list-style:none;display:flex;flex-direction:column;gap:2px;font-size:calc(12.5px * var(--scale))}.loglist li{display:flex;gap:10px;min-width:0;color:var(--text)}.loglist li b{flex:none;min-width:6ch;color:var(--strong)}.loglist li.grave .cut{color:var(--strong);font-weight:700}
.tlcard{display:flex;flex-direction:column;gap:8px;padding:12px 16px}
.tl .playhead line{stroke:var(--accent);stroke-width:2.5}
.tl .way path{fill:none;stroke:var(--text);stroke-dasharray:4 3}.tl .way rect{fill:var(--panel)}
.tl .grid line{stroke:var(--border)}
.tl .ground{fill:none;pointer-events:all;cursor:crosshair;touch-action:none}.tl .selection{pointer-events:none;fill:var(--accent);fill-opacity:.2;stroke:var(--accent)}

.tablewrap{overflow-x:auto}
table.data{border-collapse:collapse;width:100%;font-size:calc(13px * var(--scale))}
table.data th{text-align:left;color:var(--muted);font-weight:700;border-bottom:var(--edge) solid var(--border);padding:4px 12px 4px 0;white-space:nowrap}
table.data caption{text-align:left;padding-bottom:6px}
.link{border:0;background:none;padding:0;color:var(--accent);cursor:pointer;text-align:left}
.link:hover{text-decoration:underline}
table.data td{border-bottom:1px solid color-mix(in srgb,var(--border) 60%,transparent);padding:4px 12px 4px 0;vertical-align:top;color:var(--text)}
table.data td.n,table.data th.n{text-align:right;font-variant-numeric:tabular-nums}
.empty{display:flex;flex-direction:column;gap:16px;align-items:flex-start}
.empty .frames{display:flex;gap:8px;width:100%}
.empty .frames div{flex:1;height:112px;border:1.5px dashed var(--border);border-radius:6px;display:flex;align-items:center;justify-content:center;color:var(--muted)}
.empty p{font-size:calc(16px * var(--scale));color:var(--strong)}
@container rack (max-width:290px){
.rack>header{gap:4px;padding:0 2px}.chip{padding:1px 5px;max-width:100%;flex-shrink:1}.pod{flex-wrap:wrap;gap:4px}
.tm{padding:3px 4px 4px;gap:4px}.tm>header{flex-wrap:wrap;gap:0 8px}.tm>header .meta{margin-left:0;white-space:normal}
.slotbox,.tight .slotbox{flex-direction:column-reverse;justify-content:flex-end;gap:0;padding:0 3px 3px;min-height:0}
.slotbox.free,.tight .slotbox.free{flex-direction:row-reverse;justify-content:space-between;align-items:center;min-height:24px}
.slotbox .no{align-self:flex-start;padding-left:4px}.slotbox .no b{font-size:calc(12px * var(--scale));font-weight:400}.slotbox .no br,.slotbox .no .meta{display:none}
.slotbox .rows,.slotbox.free .rows{flex:0 1 auto;align-self:stretch;gap:2px}.slotbox.free .rows{padding-right:5px}
.row{gap:5px;padding-right:5px;height:calc(22px * var(--scale))}.row .st:empty{display:none}
}
@container rack (max-width:215px){
.row:has(.st:not(:empty)){flex-wrap:wrap;height:auto;padding-left:9px;row-gap:0}.row:has(.st:not(:empty))::before{position:absolute;left:0;top:0;bottom:0}
.row:has(.st:not(:empty)) .cut{flex:1}.row .st{order:3;flex-basis:100%}
}
@media (max-width:900px){.racks{gap:8px}.rack{padding:5px}.bar .grow+.pill{margin-right:auto}.two{grid-template-columns:minmax(0,1fr)}.pictures{padding:8px}.foot{padding:0 8px 8px}.inspector{position:fixed;left:0;right:0;top:auto;bottom:var(--foot,0);width:auto;z-index:4;max-height:32vh;border-left:0;border-top:2px solid var(--accent)}.inspector dl{grid-template-columns:repeat(auto-fill,minmax(min(300px,100%),1fr))}.inspector dl>div{display:flex;gap:12px}.body:has(.inspector:not(.hidden)) .pictures{padding-bottom:33vh}.bar{padding:8px}.caption{font-size:calc(16px * var(--scale))}.groups,.group .vs{flex-wrap:wrap}.minis{grid-template-columns:repeat(auto-fit,minmax(128px,1fr))}.mini>header{flex-wrap:wrap;gap:0 6px}.mini>header>:first-child{flex:none;max-width:100%}.mini .slotbox{flex-basis:72px}.slotcard{padding:12px;gap:10px}table.data{font-size:calc(12px * var(--scale))}table.data th,table.data td{white-space:normal;overflow-wrap:break-word;padding-right:8px}.inspector dl dt{flex:0 0 190px}.controls{gap:6px}.controls>.btn{padding:0 9px}.controls>select.btn{max-width:124px}.controls>.muted{display:none}.controls>.clock{font-size:calc(16px * var(--scale));margin:0}.foot{bottom:calc(-1*var(--legend,0px))}.legend{gap:4px 14px;padding:0 2px}.legend li{gap:6px}}
@media (max-width:560px){.transport{padding:6px 8px}.controls{gap:5px}.controls>.btn{padding:0 7px}.controls>select.btn{max-width:112px;font-size:calc(12px * var(--scale))}.controls>.clock{font-size:calc(14px * var(--scale))}.btn.danger .icon{display:none}.card{padding:10px 12px}}
@media (max-height:950px){.slotcard{gap:8px}.card.slotcard{padding:10px 16px}.two .why{line-height:1.45}.present .mini .slotbox{flex-basis:46px}}.present .minis{grid-template-columns:repeat(auto-fit,minmax(170px,1fr))}
@media (max-height:640px){.legend{display:none}.legendbutton{display:inline-flex}.caption{font-size:calc(15px * var(--scale));min-height:0}}
@media (max-height:520px),(max-width:400px) and (max-height:720px){.foot{position:static}}
`;
