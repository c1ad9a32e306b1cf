/**
 * The switchboard: a protocol's request becomes a command or a query to the core, and the outcome
 * becomes the protocol's reply. Translation lives here and nowhere else.
 *
 * <p>One Camel route per protocol, named after it and made by {@link
 * org.samling.routes.Switchboard} alone; messages are typed, and nothing of them goes into headers.
 * Imports the core, the codecs and Camel; no store, no sockets.
 */
@NullMarked
package org.samling.routes;

import org.jspecify.annotations.NullMarked;
