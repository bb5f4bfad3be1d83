import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { RunOptions } from '../../check/index.js';
import { Problem } from '../../kernel/index.js';
import { type HeaderValue, secret } from '../../target/index.js';
import { parseSize } from '../flags.js';

/** How a target is reached, and what is read of it. */
export type TargetFlags = {
  header?: Record<string, HeaderValue>;
  ca?: string;
  insecure?: true;
  maxBody?: number;
};

/** Adds the flags that say how to reach a target. */
export function addTargetFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--header <name:value>', 'header to send with every request; repeat it for more').argParser(header),
    )
    .addOption(new Option('--ca <file>', "certificates (PEM) of whoever signed the server's"))
    .addOption(new Option('--insecure', "do not check the server's certificate"))
    .addOption(
      new Option(
        '--max-body <size>',
        'the most of a body that is read, packed and unpacked: 512KiB (default: 4MiB)',
      ).argParser(parseSize),
    );
}

/** The options that the flags are. Throws `option-invalid` where they contradict each other or a file cannot be used. */
export function targetOptions({
  header,
  ca,
  insecure,
  maxBody,
}: TargetFlags): Pick<RunOptions, 'headers' | 'ca' | 'insecure' | 'maxBody'> {
  if (ca !== undefined && insecure) {
    throw new Problem('option-invalid', '--ca has the certificate checked, which --insecure leaves out.', {
      fix: 'Give one of the two.',
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
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw wrong('it has none');
  return text;
}

/** The headers that say where a body ends, or what becomes of the connection: these are the judge's own. */
const OWN = /^(connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade)$/i;

/** Reads `NAME:VALUE`. The value may be a secret, and is neither printed nor repeated. */
function header(text: string, before: Record<string, HeaderValue> = {}): Record<string, HeaderValue> {
  const [, name = '', value = ''] = /^([\w!#$%&'*+.^`|~-]+):[ \t]*([\x20-\x7e]*?)[ \t]*$/.exec(text) ?? [];
  // commander repeats a value that is refused, so that it is refused in our own words
  const wrong = (reason: string) => new Problem('option-invalid', `--header ${reason}.`, { fix: 'Write NAME:VALUE.' });
  if (!name) throw wrong('must be a name, a colon and a value of ASCII characters');
  if (OWN.test(name)) throw wrong(`${name} is set by the judge itself`);
  const others = Object.entries(before).filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  const shown = `$UNDERSTUDY_HEADER_${name.toUpperCase().replace(/\W/g, '_')}`;
  return { ...Object.fromEntries(others), [name]: secret(value, shown) };
}
