package org.samling.routes;

/**
 * A message that a {@link Switchboard} carries to its handler.
 *
 * @param <A> the type of its answer
 */
public interface Message<A> {}
