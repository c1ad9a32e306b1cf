/** Moves a library in from a dump of Koha's database, by what imports and cutovers are made of. */
@NullMarked
package org.samling.exchange.koha;

import org.jspecify.annotations.NullMarked;
