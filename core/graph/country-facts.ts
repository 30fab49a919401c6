/**
 * What is known of the countries in `countries.ts`: continent and currency. Continents are those of the UN M49 groups,
 * with Cyprus, a member of the European Union, in Europe; currencies are those of ISO 4217 in use in 2026. Both are
 * facts, without a licence; they were compared with the package countries-list 3.4.1.
 */
const table: Readonly<Record<Continent, string>> = {
  europe:
    'AD EUR,AL ALL,AT EUR,AX EUR,BA BAM,BE EUR,BG EUR,BY BYN,CH CHF,CY EUR,CZ CZK,DE EUR,DK DKK,EE EUR,ES EUR,FI EUR,FO DKK,FR EUR,GB GBP,GG GBP,GI GIP,GR EUR,HR EUR,HU HUF,IE EUR,IM GBP,IS ISK,IT EUR,JE GBP,LI CHF,LT EUR,LU EUR,LV EUR,MC EUR,MD MDL,ME EUR,MK MKD,MT EUR,NL EUR,NO NOK,PL PLN,PT EUR,RO RON,RS RSD,RU RUB,SE SEK,SI EUR,SJ NOK,SK EUR,SM EUR,UA UAH,VA EUR,XK EUR',
  asia: 'AE AED,AF AFN,AM AMD,AZ AZN,BD BDT,BH BHD,BN BND,BT BTN,CN CNY,GE GEL,HK HKD,ID IDR,IL ILS,IN INR,IQ IQD,IR IRR,JO JOD,JP JPY,KG KGS,KH KHR,KP KPW,KR KRW,KW KWD,KZ KZT,LA LAK,LB LBP,LK LKR,MM MMK,MN MNT,MO MOP,MV MVR,MY MYR,NP NPR,OM OMR,PH PHP,PK PKR,PS ILS,QA QAR,SA SAR,SG SGD,SY SYP,TH THB,TJ TJS,TL USD,TM TMT,TR TRY,TW TWD,UZ UZS,VN VND,YE YER',
  north_america:
    'AG XCD,AI XCD,AW AWG,BB BBD,BL EUR,BM BMD,BQ USD,BS BSD,BZ BZD,CA CAD,CR CRC,CU CUP,CW XCG,DM XCD,DO DOP,GD XCD,GL DKK,GP EUR,GT GTQ,HN HNL,HT HTG,JM JMD,KN XCD,KY KYD,LC XCD,MF EUR,MQ EUR,MS XCD,MX MXN,NI NIO,PA PAB,PM EUR,PR USD,SV USD,SX XCG,TC USD,TT TTD,US USD,VC XCD,VG USD,VI USD',
  south_america: 'AR ARS,BO BOB,BR BRL,CL CLP,CO COP,EC USD,FK FKP,GF EUR,GY GYD,PE PEN,PY PYG,SR SRD,UY UYU,VE VES',
  africa:
    'AO AOA,BF XOF,BI BIF,BJ XOF,BW BWP,CD CDF,CF XAF,CG XAF,CI XOF,CM XAF,CV CVE,DJ DJF,DZ DZD,EG EGP,EH MAD,ER ERN,ET ETB,GA XAF,GH GHS,GM GMD,GN GNF,GQ XAF,GW XOF,IO USD,KE KES,KM KMF,LR LRD,LS LSL,LY LYD,MA MAD,MG MGA,ML XOF,MR MRU,MU MUR,MW MWK,MZ MZN,NA NAD,NE XOF,NG NGN,RE EUR,RW RWF,SC SCR,SD SDG,SH SHP,SL SLE,SN XOF,SO SOS,SS SSP,ST STN,SZ SZL,TD XAF,TG XOF,TN TND,TZ TZS,UG UGX,YT EUR,ZA ZAR,ZM ZMW,ZW ZWG',
  oceania:
    'AS USD,AU AUD,CC AUD,CK NZD,CX AUD,FJ FJD,FM USD,GU USD,KI AUD,MH USD,MP USD,NC XPF,NF AUD,NR AUD,NU NZD,NZ NZD,PF XPF,PG PGK,PW USD,SB SBD,TK NZD,TO TOP,TV AUD,VU VUV,WF XPF,WS WST',
};

type Continent = 'europe' | 'asia' | 'north_america' | 'south_america' | 'africa' | 'oceania';

/** As sales teams divide the world. */
export type SalesRegion = 'EMEA' | 'NORTHAM' | 'LATAM' | 'APAC';

export interface CountryFacts {
  readonly continent: string;
  readonly currency: string;
  readonly salesRegion: SalesRegion;
  /** Whether it belongs to the European Economic Area, territories of members where its law holds included. */
  readonly isInEea: boolean;
}

/** The European Union, its outermost regions and Åland; Iceland, Liechtenstein and Norway. */
const economicArea =
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE AX GF GP MF MQ RE YT IS LI NO';
/** Western Asia of UN M49, and Iran. */
const middleEast = 'AE AM AZ BH GE IL IQ IR JO KW LB OM PS QA SA SY TR YE';
const northernAmerica = 'BM CA GL PM US';

const continentNames: Readonly<Record<Continent, string>> = {
  europe: 'Europe',
  asia: 'Asia',
  north_america: 'North America',
  south_america: 'South America',
  africa: 'Africa',
  oceania: 'Oceania',
};

function findSalesRegion(code: string, continent: Continent): SalesRegion {
  const isOneOf = (codes: string) => codes.split(' ').includes(code);
  if (continent === 'europe' || continent === 'africa' || isOneOf(middleEast)) return 'EMEA';
  if (continent === 'asia' || continent === 'oceania') return 'APAC';
  return isOneOf(northernAmerica) ? 'NORTHAM' : 'LATAM';
}

/** By two-letter code. */
export const countryFacts: ReadonlyMap<string, CountryFacts> = new Map(
  (Object.entries(table) as [Continent, string][]).flatMap(([continent, entries]) =>
    entries.split(',').map((entry): [string, CountryFacts] => {
      const [code = '', currency = ''] = entry.split(' ');
      const salesRegion = findSalesRegion(code, continent);
      const isInEea = economicArea.split(' ').includes(code);
      return [code, { continent: continentNames[continent], currency, salesRegion, isInEea }];
    }),
  ),
);
