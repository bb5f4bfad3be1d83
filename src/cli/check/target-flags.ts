import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { RunOptions } from '../../check/index.js';
import { Problem } from '../../kernel/index.js';
import { type HeaderValue, secret } from '../../target/index.js';
import { parseSize } from '../flags.js';

/** The flags for the connection to a target. */
export type TargetFlags = {
  header?: Record<string, HeaderValue>;
  ca?: string;
  insecure?: true;
  maxBody?: number;
};

/** Adds the flags for the connection to a target. */
export function addTargetFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--header <name:value>', 'header to send with every request; may be repeated').argParser(header),
    )
    .addOption(new Option('--ca <file>', "PEM file with the CA certificates for the server's certificate"))
    .addOption(new Option('--insecure', "do not check the server's certificate"))
    .addOption(
      new Option(
        '--max-body <size>',
        'maximum size of a body, both compressed and decompressed: 512KiB (default: 4MiB)',
      ).argParser(parseSize),
    );
}

/** Turns flags into options. Throws `option-invalid` where they contradict each other or a file cannot be used. */
export function targetOptions({
  header,
  ca,
  insecure,
  maxBody,
}: TargetFlags): Pick<RunOptions, 'headers' | 'ca' | 'insecure' | 'maxBody'> {
  if (ca !== undefined && insecure) {
    throw new Problem('option-invalid', '--ca is for the check of the certificate, but --insecure switches it off.', {
      fix: 'Use one of the two.',
    });
  }
  return {
    ...(header && { headers: header }),
    ...(ca !== undefined && { ca: certificatesIn(ca) }),
    ...(insecure && { insecure }),
    ...(maxBody !== undefined && { maxBody }),
  };
}

function certificatesIn(file: string): string {
  const wrong = (reason: string) =>
    new Problem('option-invalid', `Failed to read the certificates in ${file}: ${reason}.`, {
      fix: 'Name a PEM file with at least one certificate.',
    });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw wrong((error as Error).message);
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw wrong('the file has none');
  return text;
}

/** Headers for the length of a body or the connection, which the client sets itself. */
const RESERVED = /^(connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;

/** Parses `NAME:VALUE`. The value may be a secret and is never printed. */
function header(text: string, before: Record<string, HeaderValue> = {}): Record<string, HeaderValue> {
  const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([\x20-\x7e]*?)[ \t]*$/.exec(text) ?? [];
  // a Problem, because commander would print the value that it refuses
  const wrong = (reason: string) => new Problem('option-invalid', `--header ${reason}.`, { fix: 'Write NAME:VALUE.' });
  if (!name) throw wrong('must be a name, a colon and a value of ASCII characters');
  if (RESERVED.test(name)) throw wrong(`${name} is set by the client itself`);
  const others = Object.entries(before).filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  const shown = `$UNDERSTUDY_HEADER_${name.toUpperCase().replace(/\W/g, '_')}`;
  return { ...Object.fromEntries(others), [name]: secret(value, shown) };
}
