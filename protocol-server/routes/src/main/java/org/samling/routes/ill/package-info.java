/**
 * Tells other libraries what becomes of interlibrary requests, whatever protocol they speak.
 * Imports no protocol: each puts its words to what is to be told ({@link
 * org.samling.routes.ill.PeerProtocol}).
 */
@NullMarked
package org.samling.routes.ill;

import org.jspecify.annotations.NullMarked;
