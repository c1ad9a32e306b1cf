/**
 * Sends messages about interlibrary requests to other libraries, whatever protocol they speak.
 * Imports no protocol: each encodes the messages itself ({@link
 * org.samling.routes.ill.PeerProtocol}).
 */
@NullMarked
package org.samling.routes.ill;

import org.jspecify.annotations.NullMarked;
