/** The ways by which notices reach patrons: mail, files, and programs that are called by HTTP. */
@NullMarked
package org.samling.exchange.notices;

import org.jspecify.annotations.NullMarked;
