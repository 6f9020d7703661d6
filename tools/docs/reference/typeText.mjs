/** Describes in words the type that a JSON schema allows. */
export function typeText(root, schema) {
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((one) => `\`${one}\``).join(', ');
  if (schema.anyOf !== undefined) return anyOf(root, schema.anyOf);
  if (schema.$ref !== undefined) return 'properties' in resolve(root, schema) ? 'keys' : 'any value';
  if (schema.type === 'array') return list(root, schema.items);
  if (schema.type === 'object') return 'keys';
  if (schema.type === 'string') return 'text';
  if (schema.type === 'boolean') return '`true`, `false`';
  return `${schema.type === 'integer' ? 'whole number' : 'number'}${range(schema)}`;
}

const anyOf = (root, schemas) =>
  schemas.length > 4 ? 'any value' : [...new Set(schemas.map((one) => typeText(root, one)))].join(' or ');

const list = (root, items) => {
  const of = typeText(root, items);
  return of === 'any value' ? 'list' : `list of ${of}`;
};

const resolve = (root, { $ref }) => root.$defs[$ref.split('/').at(-1)];

function range({ minimum, maximum, exclusiveMinimum }) {
  const most = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (exclusiveMinimum !== undefined)
    return most === undefined ? ` above ${exclusiveMinimum}` : ` above ${exclusiveMinimum}, up to ${most}`;
  if (minimum !== undefined && most !== undefined) return `, ${minimum} to ${most}`;
  return minimum === undefined || minimum === Number.MIN_SAFE_INTEGER ? '' : `, at least ${minimum}`;
}
