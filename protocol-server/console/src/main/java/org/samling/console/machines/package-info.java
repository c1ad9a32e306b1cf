/** Kiosks and partners: the accounts of machines and other libraries, and their connections. */
@NullMarked
package org.samling.console.machines;

import org.jspecify.annotations.NullMarked;
