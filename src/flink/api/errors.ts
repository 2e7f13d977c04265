import { JavaError } from './jar.ts';

/** Exceptions of Flink's API by Flink's class names. The stack is filled in by the program that made the call. */

export function javaError(className: string, detail: string | null, causedBy: JavaError | null = null): JavaError {
  return new JavaError(className, detail, [], causedBy);
}

export const illegalArgument = (text: string): JavaError => javaError('java.lang.IllegalArgumentException', text);
export const illegalState = (text: string): JavaError => javaError('java.lang.IllegalStateException', text);
export const nullPointer = (text: string | null = null): JavaError => javaError('java.lang.NullPointerException', text);
export const unsupported = (text: string): JavaError => javaError('java.lang.UnsupportedOperationException', text);
export const runtimeError = (text: string): JavaError => javaError('java.lang.RuntimeException', text);
export const indexOutOfBounds = (text: string | null): JavaError =>
  javaError('java.lang.IndexOutOfBoundsException', text);
export const invalidProgram = (text: string): JavaError =>
  javaError('org.apache.flink.api.common.InvalidProgramException', text);
export const invalidTypes = (text: string, cause: JavaError | null = null): JavaError =>
  javaError('org.apache.flink.api.common.functions.InvalidTypesException', text, cause);
/** What the use of a missing type throws (MissingTypeInfo). */
export const typeMissing = (type: { readonly missing?: string; readonly missingBecause?: string }): JavaError =>
  invalidTypes(type.missing ?? '', type.missingBecause === undefined ? null : invalidTypes(type.missingBecause));
export const invalidField = (text: string): JavaError =>
  javaError('org.apache.flink.api.common.typeutils.CompositeType$InvalidFieldReferenceException', text);
