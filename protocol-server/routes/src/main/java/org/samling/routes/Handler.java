package org.samling.routes;

/**
 * Answers messages.
 *
 * @param <X> the messages
 * @param <A> the answers
 */
@FunctionalInterface
public interface Handler<X, A> {

  /**
   * Returns the answer to a message.
   *
   * @throws Exception when there is none; the route's failure handlers decide what is answered then
   */
  A answer(X message) throws Exception;
}
