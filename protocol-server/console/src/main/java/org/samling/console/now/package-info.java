/**
 * What the server does at this moment: messages of each protocol, how long they take, what fails,
 * and what waits.
 *
 * <p>Reads the meters that Prometheus reads; knows no protocol.
 */
@NullMarked
package org.samling.console.now;

import org.jspecify.annotations.NullMarked;
