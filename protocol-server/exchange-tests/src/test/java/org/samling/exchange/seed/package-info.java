/** Tests of loading, against PostgreSQL and with the real maker of records. */
@NullMarked
package org.samling.exchange.seed;

import org.jspecify.annotations.NullMarked;
