/** Tests of who may connect over TCP. */
@NullMarked
package org.samling.server.tcp;

import org.jspecify.annotations.NullMarked;
