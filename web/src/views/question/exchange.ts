import type { Exchange } from '../../worker/boundary.ts';

/** Before anything is sealed an exchange is known by its question. */
export function exchangePath(exchange: Exchange): string {
  return `/question/${encodeURIComponent(exchange.id || exchange.question.id)}`;
}
