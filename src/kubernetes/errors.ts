import type { Resource } from './objects.ts';
import { infoOf, qualified } from './resources.ts';

export type Reason =
  | 'NotFound'
  | 'AlreadyExists'
  | 'Forbidden'
  | 'Invalid'
  | 'Conflict'
  | 'BadRequest'
  | 'Unauthorized';
const CODES: Readonly<Record<Reason, number>> = {
  NotFound: 404,
  AlreadyExists: 409,
  Forbidden: 403,
  Invalid: 422,
  Conflict: 409,
  BadRequest: 400,
  Unauthorized: 401,
};

/** A Status that the API server answers with instead of an object. */
export class ApiError extends Error {
  readonly code: number;
  constructor(
    readonly reason: Reason,
    message: string,
    /** What it is about: for StatusDetails. */
    readonly details: { readonly group: string; readonly kind: string; readonly name: string | null },
  ) {
    super(message);
    this.code = CODES[reason];
  }
}

const details = (resource: Resource, name: string | null) => ({ group: infoOf(resource).group, kind: resource, name });

export function notFound(resource: Resource, name: string): ApiError {
  return new ApiError('NotFound', `${qualified(infoOf(resource))} "${name}" not found`, details(resource, name));
}
export function alreadyExists(resource: Resource, name: string): ApiError {
  return new ApiError(
    'AlreadyExists',
    `${qualified(infoOf(resource))} "${name}" already exists`,
    details(resource, name),
  );
}
export function invalid(resource: Resource, name: string, why: string): ApiError {
  const { kind, group } = infoOf(resource);
  return new ApiError(
    'Invalid',
    `${kind}${group === '' ? '' : `.${group}`} "${name}" is invalid: ${why}`,
    details(resource, name),
  );
}
export function conflict(resource: Resource, name: string): ApiError {
  return new ApiError(
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(infoOf(resource))} "${name}": the object has been modified; please apply your changes to the latest version and try again`,
    details(resource, name),
  );
}
export function forbidden(
  user: string,
  verb: string,
  resource: Resource,
  name: string | null,
  namespace: string | null,
): ApiError {
  const { group, namespaced } = infoOf(resource);
  const subject = `${qualified(infoOf(resource))}${name === null ? '' : ` "${name}"`}`;
  const scope = namespaced && namespace !== null ? `in the namespace "${namespace}"` : 'at the cluster scope';
  return new ApiError(
    'Forbidden',
    `${subject} is forbidden: User "${user}" cannot ${verb} resource "${resource}" in API group "${group}" ${scope}`,
    details(resource, name),
  );
}
