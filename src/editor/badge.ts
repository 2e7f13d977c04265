import * as vscode from 'vscode';
import type { Lessons, OpenLesson } from './lessons.ts';

/** Two items in the status bar while a lesson is open: that this is a simulation, and its clock. */
export function registerBadge(context: vscode.ExtensionContext, lessons: Lessons): void {
  const badge = vscode.window.createStatusBarItem('millrace.badge', vscode.StatusBarAlignment.Left, 50);
  badge.name = vscode.l10n.t('Millrace: simulated Flink');
  badge.command = 'millrace.showFidelity';
  const clock = vscode.window.createStatusBarItem('millrace.clock', vscode.StatusBarAlignment.Left, 49);
  clock.name = vscode.l10n.t('Millrace: virtual clock');
  context.subscriptions.push(badge, clock);
  let drawn = 0;
  // Toolbars are drawn anew when a context is set, which would swallow a click: only changes are told.
  const contexts = new Map<string, boolean>();
  const setContext = (name: string, value: boolean): void => {
    if (contexts.get(name) === value) return;
    contexts.set(name, value);
    void vscode.commands.executeCommand('setContext', name, value);
  };

  const draw = (lesson: OpenLesson | null): void => {
    drawn = Date.now();
    setContext('millrace.active', lesson !== null);
    if (!lesson) {
      badge.hide();
      clock.hide();
      return;
    }
    const { spec, now, pace, trace } = lesson.session;
    if (trace.header?.origin === 'real') {
      // The item of the chosen cluster says what there is to say.
      badge.hide();
      clock.hide();
      return;
    }
    badge.text = `$(beaker) ${vscode.l10n.t('Simulated · Flink {0} · seed {1}', '1.13.6', spec.seed)}`;
    badge.tooltip = vscode.l10n.t(
      'Everything runs in a simulation. Click for the known differences from a real Flink.',
    );
    badge.show();
    drawClock(now, pace);
    setContext('millrace.paused', pace === 0);
  };
  const drawClock = (now: number, pace: number): void => {
    const seconds = Math.floor(now / 1000);
    const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    clock.text = pace === 0 ? `$(debug-pause) ${time}` : `$(watch) ${time} ×${pace}`;
    clock.tooltip =
      pace === 0
        ? vscode.l10n.t('Virtual time, paused. Click to go on.')
        : vscode.l10n.t('Virtual time. Click to pause.');
    clock.command = pace === 0 ? 'millrace.resume' : 'millrace.pause';
    clock.show();
  };

  lessons.onCurrent.on(draw);
  lessons.onOpen.on((lesson) => {
    let lastPace = lesson.session.pace;
    lesson.session.onTime.on(() => {
      if (lesson !== lessons.current) return;
      // The world tells its time often; a person reads it twice a second.
      if (lesson.session.pace === lastPace && Date.now() - drawn < 500) return;
      lastPace = lesson.session.pace;
      draw(lesson);
    });
  });
}
