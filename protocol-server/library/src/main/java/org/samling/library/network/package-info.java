/** Addresses and certificates of other machines, as a configuration names them. */
@NullMarked
package org.samling.library.network;

import org.jspecify.annotations.NullMarked;
