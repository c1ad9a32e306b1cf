/** Addresses and certificates of others, as a configuration names them. */
@NullMarked
package org.samling.library.network;

import org.jspecify.annotations.NullMarked;
