/**
 * ISO 4217, list one of 2026: every active currency by the number of decimals of its minor unit. A table of our
 * own, because Intl's currency digits follow CLDR (COP 0 and IQD 0, where ISO says 2 and 3) and its list holds money that
 * is gone.
 * Metals, baskets and test codes (XAU, XDR, XTS, XXX ...) have no minor unit, so nothing can be priced in them.
 */
const byMinorUnits = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  2:
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY ' +
    'COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS ' +
    'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR ' +
    'MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP ' +
    'STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
} as const;

/** Withdrawn since 2021; a panel may still hold services billed in them. */
const lately = 'ANG BGN CUC HRK SLL ZWL';

const entries = (codes: string, decimals: number) =>
  codes.split(' ').map((code) => [code, decimals] as const);

/** Currency code → decimals of its minor unit. */
export const minorUnits: ReadonlyMap<string, number> = new Map([
  ...Object.entries(byMinorUnits).flatMap(([decimals, codes]) => entries(codes, Number(decimals))),
  ...entries(lately, 2),
]);
