import type { JvmRef } from '../api/functions.ts';
import type { Jar, JavaError, LoadedProgram } from '../api/jar.ts';
import { exception } from '../jobmanager/errors.ts';

/** A program of a user's, ready to run. */
export interface PackagedProgram {
  readonly jar: Jar;
  readonly program: LoadedProgram;
  readonly mainClass: string;
}

export interface PackagedProgramOptions {
  /** Null: the file is no jar. */
  readonly jar: Jar | null;
  readonly path: string;
  /** As the user named it; undefined: the jar's manifest says. */
  readonly mainClass: string | undefined;
  readonly jvm: JvmRef;
  /** Frames below PackagedProgram's. */
  readonly stack: readonly string[];
}

const PROGRAM = 'org.apache.flink.client.program.PackagedProgram';

/** PackagedProgram's constructor: loads the entry class. Throws ProgramInvocationException in Flink's words. */
export function packagedProgram({ jar, path, mainClass: named, jvm, stack }: PackagedProgramOptions): PackagedProgram {
  const invalid = (message: string, first: string, cause: JavaError | null = null): JavaError =>
    exception('org.apache.flink.client.program.ProgramInvocationException', message, cause, [
      `${PROGRAM}.${first}`,
      `${PROGRAM}.<init>(PackagedProgram.java:153)`,
      `${PROGRAM}.<init>(PackagedProgram.java:65)`,
      `${PROGRAM}$Builder.build(PackagedProgram.java:691)`,
      ...stack,
    ]);
  if (!jar)
    throw invalid(
      `Error while opening jar file '${path}'`,
      'loadJarFile(PackagedProgram.java:593)',
      exception('java.util.zip.ZipException', 'zip END header not found'),
    );
  const mainClass = named ?? jar.mainClass;
  if (mainClass === null)
    throw invalid(
      `Neither a 'Main-Class', nor a 'program-class' entry was found in the jar file.`,
      'getEntryPointClassNameFromJar(PackagedProgram.java:456)',
    );
  if (!jar.hasClass(mainClass))
    throw invalid(
      `The program's entry point class '${mainClass}' was not found in the jar file.`,
      'loadMainClass(PackagedProgram.java:481)',
      exception('java.lang.ClassNotFoundException', mainClass),
    );
  const program = jar.load(jvm);
  if (!program.hasMain(mainClass))
    throw invalid('The given program class does not have a main(String[]) method.', '<init>(PackagedProgram.java:158)');
  return { jar, program, mainClass };
}
