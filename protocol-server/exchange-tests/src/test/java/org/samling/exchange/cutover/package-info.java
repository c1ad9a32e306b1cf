/** Tests of moving a library in, against PostgreSQL and with exports of our own. */
@NullMarked
package org.samling.exchange.cutover;

import org.jspecify.annotations.NullMarked;
