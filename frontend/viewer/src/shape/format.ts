import type { Value } from './measure';

export type LengthUnit = 'meter' | 'centimeter' | 'millimeter' | 'inch' | 'foot' | 'yard';

/** How measured values are written. */
export interface Units {
  length: LengthUnit;
  angle: 'degree' | 'radian';
  /** Digits after the decimal point; trailing zeros stay, as in CAD systems. */
  digits: number;
  /** A BCP 47 tag; the browser's if not given. */
  locale?: string;
}

const LENGTHS: Readonly<Record<LengthUnit, { metres: number; symbol: string }>> = {
  meter: { metres: 1, symbol: 'm' },
  centimeter: { metres: 0.01, symbol: 'cm' },
  millimeter: { metres: 0.001, symbol: 'mm' },
  inch: { metres: 0.0254, symbol: 'in' },
  foot: { metres: 0.3048, symbol: 'ft' },
  yard: { metres: 0.9144, symbol: 'yd' },
};

export function metresOf(unit: LengthUnit): number {
  return LENGTHS[unit].metres;
}

export function isLengthUnit(unit: unknown): unit is LengthUnit {
  return typeof unit === 'string' && Object.hasOwn(LENGTHS, unit);
}

/** A value with its unit, such as "12.50 mm", "3.00 cm²" or "45.00°". */
export function formatted({ value, unit }: Value, units: Units): string {
  const { metres, symbol } = LENGTHS[units.length];
  switch (unit) {
    case 'length':
      return `${written(value / metres, units)} ${symbol}`;
    case 'area':
      return `${written(value / metres ** 2, units)} ${symbol}²`;
    case 'angle':
      return units.angle === 'degree' ? `${written((value * 180) / Math.PI, units)}°` : `${written(value, units)} rad`;
  }
}

/** Digits are not grouped: 1,234 and 1.234 are easily taken for each other. */
function written(value: number, { digits, locale }: Units): string {
  const shown = Math.max(0, Math.min(20, Math.round(digits) || 0));
  const format = new Intl.NumberFormat(locale || undefined, {
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
    useGrouping: false,
    signDisplay: 'negative', // no "-0.00"
  });
  return format.format(value);
}
