/**
 * The switchboard: what a protocol says becomes a command or a question to the core, and what comes
 * of it becomes the protocol's answer. Translation lives here and nowhere else.
 *
 * <p>One Camel route per operation, named after it ({@code sip2-checkout}); bodies are typed, and
 * nothing of a message goes into headers. Imports the core, the codecs and Camel; no store, no
 * sockets.
 */
@NullMarked
package org.samling.routes;

import org.jspecify.annotations.NullMarked;
