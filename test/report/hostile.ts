/** What a server may put into its texts to break a report or to change what it seems to say. */
export const HOSTILE = [
  '\u001b[31mred\u001b[0m \u0007\u009b1m \r',
  'a ]]> b & c < d > e " f \' g',
  '</pre><script>alert(1)</script><img src="http://evil.example/x.png" onerror="alert(2)">',
  'lone \ud800 and \udc00, not a character \uffff, turned \u202e round, nul \u0000',
  'a | b `c` **d** [e](http://evil.example) @f #1 <!-- g',
  '::error title=x,y:z::100% made up',
  '',
  'No violations.',
].join('\n');
