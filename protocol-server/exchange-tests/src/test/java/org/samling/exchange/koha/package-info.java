/** Tests of moving in from a dump of Koha's database. */
@NullMarked
package org.samling.exchange.koha;

import org.jspecify.annotations.NullMarked;
