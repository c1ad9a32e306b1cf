/** The ways by which notices reach patrons: mail, files, and programs that are called by HTTP. */
@NullMarked
package org.samling.server.notices;

import org.jspecify.annotations.NullMarked;
