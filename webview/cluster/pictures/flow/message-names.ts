/** Where the names of messages stand: in the lanes above the racks, on their arrows' lines, where nothing else is written. Pure geometry. */
import { type Box, nearestFree } from '../../draw/free.ts';

/** @param scale of type: 1, or more when presenting */
export const labelWidth = (name: string, scale: number) => name.length * 6.8 * scale + 12;

export interface MessageMark {
  readonly key: string;
  /** Empty where another arrow carries the name for this one too, or where there is no room for it. */
  readonly name: string;
  readonly lost: boolean;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly path: string;
  /** Middle of the name. */
  readonly labelX: number;
  readonly labelY: number;
}

/** Arrows of one name that are nearer to each other than this on one way are drawn as one, px. */
const NEAR = 30;
/** Height of a name with its frame, and of a lane, px at type of scale 1. */
const NAME_HEIGHT = 18;
const LANE_HEIGHT = 22;
/** Between two names, and between a name and an arrow's head, px. */
const APART = 4;
/** Half of an arrow's head, px. */
const HEAD = 8;
/** A name further from its arrow than this would not be read as its name, px. */
const FAR = 260;
/** More than any picture has, px. */
const OUTSIDE = 1e5;

/** How far above a rack the middle of its lane is, px. */
export const aboveRack = (scale: number): number => (LANE_HEIGHT * scale) / 2;

/** Where names may stand. */
export interface Lanes {
  /** How wide the picture is, px. */
  readonly width: number;
  /** The middles of the lanes, px from the top. */
  readonly middles: readonly number[];
}

/**
 * What is said in many places at once is named once, with its number; names move apart along their lane, and the one there is
 * no room for is left out.
 */
export function nameMessages(messages: readonly MessageMark[], lanes: Lanes, scale: number): readonly MessageMark[] {
  const arrows: MessageMark[] = [];
  const counts = new Map<string, number>();
  for (const message of messages) {
    counts.set(message.name, (counts.get(message.name) ?? 0) + 1);
    const drawn = arrows.some(
      ({ name, path, x }) => name === message.name && path === message.path && Math.abs(x - message.x) < NEAR,
    );
    if (!drawn) arrows.push(message);
  }
  const h = NAME_HEIGHT * scale;
  const taken: Box[] = [
    { x: lanes.width, y: -OUTSIDE, w: OUTSIDE, h: 2 * OUTSIDE },
    ...arrows.map(({ x, y }) => ({ x: x - HEAD, y: y - HEAD, w: 2 * HEAD, h: 2 * HEAD })),
  ];
  const named = new Map<string, MessageMark>();
  for (const [name, count] of [...counts].reverse()) {
    const text = count > 1 ? `${name} ×${count}` : name;
    const w = labelWidth(text, scale) + 2 * APART;
    const places = arrows.filter((arrow) => arrow.name === name).flatMap((arrow) => placesFor(arrow, text, w));
    const place = places.sort((a, b) => awayFrom(a) - awayFrom(b))[0];
    if (place === undefined) continue;
    named.set(place.key, place);
    taken.push({ x: place.labelX - w / 2, y: place.labelY - h / 2, w, h });
  }
  return arrows.map((arrow) => named.get(arrow.key) ?? { ...arrow, name: '' });

  /** Behind the arrow's head, or as near to that as the lane has room. */
  function placesFor(arrow: MessageMark, text: string, w: number): readonly MessageMark[] {
    const behind = Math.abs(arrow.angle) < 90 ? -1 : 1;
    const wanted = Math.max(w / 2, Math.min(lanes.width - w / 2, arrow.x + behind * (w / 2 + HEAD)));
    return lanes.middles.flatMap((middle) => {
      const labelX = nearestFree(wanted, w / 2, { x: middle - h / 2, w: h, h: w }, taken.map(turned));
      const area = { x: labelX - w / 2, y: middle - h / 2, w, h };
      const place = { ...arrow, name: text, labelX, labelY: middle };
      return awayFrom(place) > FAR || taken.some((box) => meet(box, area)) ? [] : [place];
    });
  }
}

const awayFrom = ({ x, y, labelX, labelY }: MessageMark): number => Math.hypot(x - labelX, y - labelY);
const turned = ({ x, y, w, h }: Box): Box => ({ x: y, y: x, w: h, h: w });
const meet = (a: Box, b: Box): boolean =>
  a.x + a.w > b.x + 0.01 && b.x + b.w > a.x + 0.01 && a.y + a.h > b.y && b.y + b.h > a.y;
