/**
 * Kiosks and partners: the accounts by which machines and other libraries speak to the library, and
 * who of them is connected.
 */
@NullMarked
package org.samling.console.machines;

import org.jspecify.annotations.NullMarked;
