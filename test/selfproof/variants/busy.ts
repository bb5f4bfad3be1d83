import { setTimeout as sleep } from 'node:timers/promises';
import { asAdmin } from '../credentials.js';
import { composed, type Server, type Wrap } from '../exchange.js';
import type { Variant } from '../planted.js';
import { listing } from '../users/listing.js';
import { editingUsers, type User } from '../users/user.js';
import { answer, on } from '../wraps.js';

/** Servers that others use meanwhile, or that are slow. */
export const BUSY: readonly Variant[] = [
  {
    id: 'users-added',
    says: 'Every 25 requests somebody else adds a user.',
    unsteady: true,
    wrap: every(25, (server, count) =>
      write(server, {
        method: 'POST',
        path: '/v1/user/create',
        body: { name: `other${count}`, passwd: 'other', user_type: 'client', email: `other${count}@example.com` },
      }),
    ),
  },
  {
    id: 'users-changed',
    says: 'Every 20 requests somebody else changes a user.',
    unsteady: true,
    wrap: every(20, (server, count) =>
      write(server, {
        method: 'PATCH',
        path: '/v1/user/all',
        query: { user_id_in: '1-1794', is_online: '1' },
        body: { landing_page: `page ${count}`, active: count % 40 === 0, last_name: `Name ${count}` },
      }),
    ),
  },
  {
    id: 'caller-seen',
    says: 'Each request is a log-in of the calling admin, and shows as one.',
    wrap: loggingIn(),
  },
  {
    id: 'too-many-requests',
    says: 'Every tenth request is answered 429 and may come again at once.',
    wrap: server => {
      let count = 0;
      return on('any', (asked, inner) => {
        count += 1;
        const again = answer(429, { error_type: 'rate_limit', success: false });
        return count % 10 === 0 ? { ...again, headers: { ...again.headers, 'retry-after': '0' } } : inner(asked);
      })(server);
    },
  },
  {
    id: 'slow',
    says: 'Each answer takes 10 milliseconds.',
    wrap: on('any', async (asked, server) => {
      await sleep(10);
      return server(asked);
    }),
  },
];

/** Does something every so many requests. */
function every(requests: number, action: (server: Server, count: number) => Promise<unknown>): Wrap {
  return server => {
    let count = 0;
    return async asked => {
      count += 1;
      if (count % requests === 0) await action(server, count);
      return server(asked);
    };
  };
}

function write(
  server: Server,
  { method, path, query = {}, body }: { method: string; path: string; query?: Record<string, string>; body: object },
): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  return server(asAdmin({ method, path, query: new URLSearchParams(query), headers, body: JSON.stringify(body) }));
}

/** User 1 has last logged in when it last called. */
function loggingIn(): Wrap {
  return server => {
    const now = () => new Date().toISOString().replace('Z', '000+00:00');
    const caller = (user: User): User =>
      user.user_id === 1 ? { ...user, last_login_time: now(), last_seen: now(), is_online: 1 } : user;
    return composed(
      listing({ users: all => all.map(caller), changing: true }),
      editingUsers(user => caller(user as User), ['get']),
    )(server);
  };
}
