/**
 * Current activity of the server: messages per protocol, answer times, errors, and work that is
 * waiting.
 *
 * <p>Reads the same meters as Prometheus; has no protocol code.
 */
@NullMarked
package org.samling.console.now;

import org.jspecify.annotations.NullMarked;
