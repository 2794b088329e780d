import { chartAxes, type Range } from './chartAxes.js';
import { chartLegend, faintOpacity, type LegendEntry } from './chartLegend.js';
import { localRegression, type Point } from './localRegression.js';
import { spreadLabels } from './spreadLabels.js';
import { ink, svgDocument } from './svgDocument.js';
import { svgElement, svgPoints } from './svgElement.js';
import { svgText, textWidth } from './svgText.js';
import { thinCurve } from './thinCurve.js';

/** A loss, in nats, after a step. */
export interface LossPoint {
  step: number;
  loss: number;
}

/** A loss to compare with, such as a bigram table's. */
export interface ReferenceLoss {
  label: string;
  /** In nats. */
  loss: number;
}

/** What {@link lossCurve} shows. */
export interface LossCurveOptions {
  title: string;
  /** Losses of single batches, in order of steps. */
  training: readonly LossPoint[];
  /** Losses on held-out data, in order of steps. */
  validation: readonly LossPoint[];
  /** Shown as dashed lines. Default none. */
  reference?: readonly ReferenceLoss[];
  /** What the losses are measured in. Default `'nats per token'`. */
  unit?: string;
}

// Two of the colours of Okabe and Ito (2008), told apart with every kind of colour vision.
const trainingColor = '#0072b2';
const validationColor = '#d55e00';

const top = 114;
const width = 620;
const height = 330;
const below = 60;
const mostPoints = 2000;
/** Fewer points than this are no cloud to be smoothed. */
const leastSmoothed = 20;
const smoothedShare = 0.1;
const smoothedPlaces = 200;

/**
 * A picture of training, as SVG: the losses of the batches, faint, with a smooth line through them (local regression over
 * a tenth of them); the validation losses; dashed lines for the losses to compare with.
 *
 * @returns A whole SVG file.
 * @throws Error when there is neither a training nor a validation loss, or a number is not finite.
 */
export function lossCurve(options: LossCurveOptions): string {
  const { title, training, validation, reference = [], unit = 'nats per token' } = options;
  if (training.length + validation.length === 0) {
    throw new Error('lossCurve: training or validation must hold a loss, got none');
  }
  checkFinite('training', training);
  checkFinite('validation', validation);
  checkFinite('reference', reference);

  const axes = chartAxes({
    ...{ top, width, height },
    xRange: rangeOf([...training, ...validation].map(({ step }) => step)),
    yRange: rangeOf([...training, ...validation, ...reference].map(({ loss }) => loss)),
    xLabel: 'step',
    yLabel: `loss, ${unit}`,
  });
  const place = ({ x, y }: Point): Place => [axes.x(x), axes.y(y)];
  const smooth = training.length >= leastSmoothed;
  const batches = pointsOf(training);
  const markup = [
    ...chartLegend(legendEntries(training, validation, smooth), 20, 62),
    ...axes.markup,
    ...referenceLines(reference, axes.left, axes.y),
    ...curve('training', thinCurve(batches, mostPoints).map(place), trainingColor, smooth),
    ...dots('training', batches.length === 1 ? batches.map(place) : [], trainingColor),
  ];
  if (smooth) {
    const smoothed = localRegression(batches, smoothedShare, smoothedPlaces);
    markup.push(...curve('smoothed', smoothed.map(place), trainingColor));
  }
  const validated = pointsOf(validation).map(place);
  markup.push(...curve('validation', validated, validationColor), ...dots('validation', validated, validationColor));

  const labelWidth = Math.max(0, ...reference.map((line) => textWidth(referenceLabel(line))));
  const wholeWidth = Math.max(axes.left + width + labelWidth + 28, textWidth(title, 16) * 1.15 + 40);
  return svgDocument(title, wholeWidth, top + height + below, markup);
}

type Place = [x: number, y: number];

function checkFinite(name: string, losses: readonly { step?: number; loss: number }[]): void {
  for (const { step, loss } of losses) {
    if (Number.isFinite(loss) && Number.isFinite(step ?? 0)) continue;
    const at = step === undefined ? '' : ` at step ${step}`;
    throw new Error(`lossCurve: ${name} must hold finite numbers, got ${loss}${at}`);
  }
}

/** By a fold: a long run has more values than a call may have arguments. */
function rangeOf(values: readonly number[]): Range {
  return values.reduce<Range>(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

const pointsOf = (losses: readonly LossPoint[]): Point[] => losses.map(({ step, loss }) => ({ x: step, y: loss }));

const shortLoss = (loss: number): string =>
  loss !== 0 && Math.abs(loss) < 0.1 ? loss.toPrecision(2) : loss.toFixed(2);

const referenceLabel = ({ label, loss }: ReferenceLoss): string => `${label} ${shortLoss(loss)}`;

function legendEntries(
  training: readonly LossPoint[],
  validation: readonly LossPoint[],
  smooth: boolean,
): LegendEntry[] {
  const entries: LegendEntry[] = [];
  if (training.length > 0) entries.push({ label: 'training, each batch', color: trainingColor, faint: smooth });
  if (smooth) entries.push({ label: 'training, smoothed', color: trainingColor });
  const last = validation.at(-1);
  if (last) entries.push({ label: `validation, last ${shortLoss(last.loss)}`, color: validationColor, dotted: true });
  return entries;
}

function referenceLines(reference: readonly ReferenceLoss[], left: number, y: (loss: number) => number): string[] {
  const heights = reference.map(({ loss }) => y(loss));
  const labelHeights = spreadLabels(heights, 16);
  const right = left + width;
  return reference.flatMap((line, i) => [
    svgElement('line', {
      ...{ class: 'reference', x1: left, x2: right, y1: heights[i], y2: heights[i] },
      ...{ stroke: ink.quiet, 'stroke-width': 1.2, 'stroke-dasharray': '5 4' },
    }),
    svgText(referenceLabel(line), { class: 'reference', x: right + 8, y: labelHeights[i] + 4, fill: ink.quiet }),
  ]);
}

/** A line through the places; nothing where there are fewer than two. */
function curve(name: string, places: readonly Place[], color: string, faint = false): string[] {
  if (places.length < 2) return [];
  const line = { class: name, points: svgPoints(places), fill: 'none', stroke: color, 'stroke-linejoin': 'round' };
  const strength = faint ? { 'stroke-width': 1, 'stroke-opacity': faintOpacity } : { 'stroke-width': 2 };
  return [svgElement('polyline', { ...line, ...strength })];
}

function dots(name: string, places: readonly Place[], color: string): string[] {
  return places.map(([cx, cy]) =>
    svgElement('circle', { class: name, cx, cy, r: 4, fill: color, stroke: '#ffffff', 'stroke-width': 1.2 }),
  );
}
