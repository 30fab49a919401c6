import { editDistance, foldName } from '#core/graph/nearest-name.ts';

/** Words that mean the same in the systems that marketers join, English and Spanish. */
const synonyms: readonly (readonly string[])[] = [
  ['email', 'mail', 'correo', 'emailaddress', 'correoelectronico', 'electronico'],
  ['phone', 'telephone', 'tel', 'telefono', 'mobile', 'movil', 'cell', 'celular', 'phonenumber'],
  ['firstname', 'givenname', 'nombre', 'forename', 'name'],
  ['lastname', 'surname', 'apellido', 'apellidos', 'familyname'],
  ['company', 'organization', 'organisation', 'empresa', 'compania', 'account', 'cuenta'],
  ['country', 'pais', 'nation'],
  ['city', 'ciudad', 'town', 'localidad'],
  ['zip', 'postcode', 'postal', 'cp', 'zipcode', 'codigopostal', 'postalcode'],
  ['address', 'direccion', 'street', 'calle'],
  ['state', 'province', 'provincia', 'region'],
  ['created', 'creado', 'creation', 'signup', 'registered', 'registro', 'alta', 'joined'],
  ['updated', 'modified', 'actualizado', 'modificado', 'changed'],
  ['date', 'day', 'fecha', 'dia'],
  ['status', 'estado', 'stage', 'etapa', 'phase', 'fase'],
  ['plan', 'tier', 'level', 'nivel'],
  ['amount', 'total', 'importe', 'monto', 'value', 'valor'],
  ['price', 'precio', 'cost', 'coste'],
  ['quantity', 'qty', 'cantidad', 'units', 'unidades', 'count'],
  ['currency', 'moneda', 'divisa'],
  ['birthday', 'birthdate', 'dob', 'nacimiento', 'born'],
  ['language', 'locale', 'idioma', 'lang'],
  ['source', 'origin', 'origen', 'channel', 'canal'],
  ['owner', 'propietario', 'responsable', 'assignee'],
  ['title', 'job', 'position', 'cargo', 'puesto'],
  ['website', 'url', 'web', 'site', 'sitio'],
  ['consent', 'consentimiento', 'optin', 'subscribed', 'suscrito'],
  ['id', 'identifier', 'identificador', 'key', 'clave', 'code', 'codigo'],
  ['notes', 'note', 'nota', 'notas', 'comment', 'comentario', 'description', 'descripcion'],
];

/** Words that say nothing about what a field holds. */
const empty = new Set([
  'the',
  'at',
  'on',
  'date',
  'fecha',
  'of',
  'de',
  'del',
  'la',
  'el',
  'custom',
  'field',
  'campo',
  'c',
  'user',
  'contact',
  'lead',
  'customer',
  'cliente',
]);

const concepts = new Map(synonyms.flatMap((words, index) => words.map((word) => [word, `#${index}`] as const)));

/** From 0 to 1, how surely two names mean the same thing. "First name", "first_name" and "FirstName" are one name: 1. */
export function compareNames(left: string, right: string): number {
  const [a, b] = [foldName(left), foldName(right)];
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  const [whole, other] = [concepts.get(a), concepts.get(b)];
  if (whole !== undefined && whole === other) return 0.92;
  const [leftWords, rightWords] = [listConcepts(left), listConcepts(right)];
  const common = leftWords.filter((word) => rightWords.includes(word)).length;
  const most = Math.max(leftWords.length, rightWords.length);
  const shared = common === 0 ? 0 : common === most ? 0.9 : 0.4 + 0.4 * (common / most);
  const spelled = 1 - editDistance(a, b) / Math.max(a.length, b.length);
  return Math.max(shared, spelled > 0.7 ? spelled : spelled * 0.6);
}

function listConcepts(name: string): string[] {
  const whole = concepts.get(foldName(name));
  if (whole !== undefined) return [whole];
  const words = name
    .slice(0, 200)
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(foldName)
    .filter((word) => word !== '');
  const telling = words.filter((word) => !empty.has(word));
  return joinPairs(telling.length > 0 ? telling : words);
}

/** "last name" is one thing, not two. */
function joinPairs(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    const pair = concepts.get(word + (words[index + 1] ?? '\0'));
    if (pair !== undefined) index += 1;
    joined.push(pair ?? concepts.get(word) ?? word);
  }
  return joined;
}
