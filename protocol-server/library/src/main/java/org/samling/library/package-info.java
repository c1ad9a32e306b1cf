/**
 * What a command or a server opens before it does anything: the store and the index that a
 * configuration describes. Knows the configuration, and nothing that serves.
 */
@NullMarked
package org.samling.library;

import org.jspecify.annotations.NullMarked;
