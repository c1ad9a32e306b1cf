/** The channels by which notices reach patrons: mail, files, and programs called over HTTP. */
@NullMarked
package org.samling.exchange.notices;

import org.jspecify.annotations.NullMarked;
