import { area, curveMonotoneX, line } from 'd3-shape';
import type { Moment, Picture, Week } from '../../worker/boundary.ts';

export interface Frame {
  width: number;
  height: number;
  top: number;
  end: number;
  bottom: number;
  start: number;
}

export interface Mark {
  x: number;
  y: number;
  week: number;
  hidden: boolean;
}

export interface Drawn {
  x: (week: number) => number;
  y: (value: number) => number;
  own: string;
  ownMarks: Mark[];
  band: string;
  /** Weeks with no week beside them have no form to be part of: their band is a bar. */
  bars: { x: number; top: number; bottom: number }[];
  theirs: string;
  theirMarks: Mark[];
  needed: string;
  gap: string;
}

type Point = { at: number; week: Week };

/** The weeks since there was anything to see: those before are not empty, they are no part of it. */
export function sinceTheFirst(weeks: Week[]): Week[] {
  const first = weeks.findIndex((week) => week.own !== null || week.theirs !== null || week.needed !== null);
  return first < 0 ? [] : weeks.slice(first);
}

/** The lines of a picture in pixels. A week without a look-in is a gap in every line, never a zero. */
export function draw(weeks: Week[], frame: Frame): Drawn {
  const inner = frame.width - frame.start - frame.end;
  const padding = 0.15;
  const step = inner / Math.max(1, weeks.length - 1 + 2 * padding);
  const x = (week: number): number => (weeks.length === 1 ? frame.start + inner / 2 : frame.start + step * (padding + week));
  const tall = frame.height - frame.top - frame.bottom;
  const y = (one: number): number => frame.top + tall * (1 - (Math.min(7, Math.max(1, one)) - 1) / 6);
  const points: Point[] = weeks.map((week, at) => ({ at, week }));

  const curve = (pick: (week: Week) => number | null): string =>
    line<Point>()
      .defined((point) => pick(point.week) !== null)
      .x((point) => x(point.at))
      .y((point) => y(pick(point.week) ?? 0))
      .curve(curveMonotoneX)(points) ?? '';
  const between = (low: (week: Week) => number | null, high: (week: Week) => number | null): string =>
    area<Point>()
      .defined((point) => low(point.week) !== null && high(point.week) !== null)
      .x((point) => x(point.at))
      .y0((point) => y(low(point.week) ?? 0))
      .y1((point) => y(high(point.week) ?? 0))
      .curve(curveMonotoneX)(points) ?? '';
  const marks = (pick: (week: Week) => number | null): Mark[] =>
    points.flatMap(({ at, week }) => {
      const one = pick(week);
      return one === null ? [] : [{ x: x(at), y: y(one), week: at, hidden: week.hidden_own }];
    });

  return {
    x,
    y,
    own: curve((week) => week.own),
    ownMarks: marks((week) => week.own),
    band: between(
      (week) => week.own_low,
      (week) => week.own_high,
    ),
    bars: points.flatMap(({ at, week }) => {
      const alone = [weeks[at - 1], weeks[at + 1]].every((beside) => beside?.own_low == null);
      if (!alone || week.own_low === null || week.own_high === null) return [];
      return [{ x: x(at), top: y(week.own_high), bottom: y(week.own_low) }];
    }),
    theirs: curve((week) => week.theirs),
    theirMarks: marks((week) => week.theirs),
    needed: curve((week) => week.needed),
    gap: between(
      (week) => (week.needed === null ? null : week.own),
      (week) => (week.own === null ? null : week.needed),
    ),
  };
}

/** Which weeks get a name below the line: the first, the last, and as many between as fit without touching. */
export function namedWeeks(count: number, width: number): number[] {
  if (count <= 1) return count === 1 ? [0] : [];
  const room = Math.max(2, Math.floor(width / 78));
  const step = Math.max(1, Math.ceil((count - 1) / (room - 1)));
  const named: number[] = [];
  for (let at = 0; at < count; at += step) named.push(at);
  const last = count - 1;
  if (named[named.length - 1] !== last) {
    if (last - named[named.length - 1]! < step * 0.7) named.pop();
    named.push(last);
  }
  return named;
}

/** The week in which a day lies, or -1 outside of what is shown. */
export function weekOf(day: string, weeks: Week[]): number {
  for (let at = weeks.length - 1; at >= 0; at -= 1) {
    if (day < weeks[at]!.monday) continue;
    const end = new Date(`${weeks[at]!.monday}T12:00:00Z`);
    end.setUTCDate(end.getUTCDate() + 7);
    return day < end.toISOString().slice(0, 10) ? at : -1;
  }
  return -1;
}

export interface Flag {
  week: number;
  letter: string;
  moments: Moment[];
}

/** The moments of a picture by week, each week with one letter that also stands in the list. */
export function lettered(picture: Picture): Flag[] {
  const flags: Flag[] = [];
  for (const moment of [...picture.moments].sort((one, other) => (one.day < other.day ? -1 : 1))) {
    const week = weekOf(moment.day, picture.weeks);
    if (week < 0) continue;
    const last = flags[flags.length - 1];
    if (last?.week === week) last.moments.push(moment);
    else flags.push({ week, letter: String.fromCharCode(97 + (flags.length % 26)), moments: [moment] });
  }
  return flags;
}
