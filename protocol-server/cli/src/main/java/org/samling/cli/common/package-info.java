/** What commands have in common: which library and tenant they work on, tables, progress. */
@NullMarked
package org.samling.cli.common;

import org.jspecify.annotations.NullMarked;
