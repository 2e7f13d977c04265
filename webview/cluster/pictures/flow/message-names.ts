/** Where the names of messages stand beside their arrows, so that they cover nothing else. Pure geometry. */

/** @param scale of type: 1, or more when presenting */
export const labelWidth = (name: string, scale: number) => name.length * 6.8 * scale + 12;

export interface MessageMark {
  readonly key: string;
  /** Empty where another arrow carries the name for this one too. */
  readonly name: string;
  readonly lost: boolean;
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly path: string;
  /** Place of the name, px from the arrow's head. */
  readonly labelX: number;
  readonly labelY: number;
}

/** Arrows of one name that are nearer to each other than this on one way are drawn as one, px. */
const NEAR = 30;
/** How far above or below its arrow a name may stand, in lines of names; and how far it may move aside, px. */
const SPOTS = [0, -1, 1, -2, 2, -3, 3] as const;
const ASIDE = [0, 60, 120, 180] as const;
/** Height of a name with its frame, px. */
const NAME_HEIGHT = 19;

/** What names keep clear of. */
export interface Obstacles {
  /** How wide the picture is, px. */
  readonly width: number;
  /** Names of machines and processes: never covered. */
  readonly names: readonly DOMRect[];
  /** Other text: covered where there is no other place. */
  readonly rows: readonly DOMRect[];
}

interface Taken {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * What is said in many places at once is named once, with its number; names move apart, and the one there is no room for is left out.
 * @param most names there is room for
 */
export function nameMessages(
  messages: readonly MessageMark[],
  obstacles: Obstacles,
  most: number,
  scale: number,
): readonly MessageMark[] {
  const arrows: MessageMark[] = [];
  const counts = new Map<string, number>();
  for (const message of messages) {
    counts.set(message.name, (counts.get(message.name) ?? 0) + 1);
    const drawn = arrows.some(
      ({ name, path, x }) => name === message.name && path === message.path && Math.abs(x - message.x) < NEAR,
    );
    if (!drawn) arrows.push(message);
  }
  const height = NAME_HEIGHT * scale;
  const used = [...obstacles.names.map(middleOf), ...arrows.map(({ x, y }) => ({ x, y, w: 16, h: 10 }))];
  const rows = obstacles.rows.map(middleOf);
  const named = new Map<string, MessageMark>();
  for (const [name, count] of [...counts].slice(-most).reverse()) {
    const text = count > 1 ? `${name} ×${count}` : name;
    const w = labelWidth(text, scale);
    const places = arrows
      .filter((arrow) => arrow.name === name)
      .flatMap((arrow) => placesFor(arrow, text))
      .filter(({ y, labelY }) => y + labelY >= height / 2);
    const isFree = (taken: readonly Taken[]) => (place: MessageMark) =>
      taken.every(
        (box) =>
          Math.abs(box.x - place.x - place.labelX) > (box.w + w) / 2 + 4 ||
          Math.abs(box.y - place.y - place.labelY) > (box.h + height) / 2,
      );
    const place = places.find(isFree([...used, ...rows])) ?? places.find(isFree(used));
    if (place === undefined) continue;
    named.set(place.key, place);
    used.push({ x: place.x + place.labelX, y: place.y + place.labelY, w, h: height });
  }
  return arrows.map((arrow) => named.get(arrow.key) ?? { ...arrow, name: '' });

  /** Behind the arrow's head or before it, on its line or beside it; always inside the picture. */
  function placesFor(arrow: MessageMark, text: string): readonly MessageMark[] {
    const w = labelWidth(text, scale);
    const behind = Math.abs(arrow.angle) < 90 ? -1 : 1;
    return ASIDE.flatMap((aside) =>
      SPOTS.flatMap((line) =>
        [behind, -behind].map((side) => {
          const x = arrow.x + side * (w / 2 + 9 + aside);
          const inside = Math.max(w / 2 + 2, Math.min(obstacles.width - w / 2 - 2, x));
          return { ...arrow, name: text, labelX: inside - arrow.x, labelY: line * (height + 1) };
        }),
      ),
    );
  }
}

const middleOf = (box: DOMRect): Taken => ({
  ...{ x: box.x + box.width / 2, y: box.y + box.height / 2 },
  ...{ w: box.width, h: box.height },
});
