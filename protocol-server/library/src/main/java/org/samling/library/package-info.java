/**
 * What a command or a server opens before it does anything: the store and the index that a
 * configuration describes. Depends on the configuration, and on no listener.
 */
@NullMarked
package org.samling.library;

import org.jspecify.annotations.NullMarked;
