/** Read-only queries: accounts, lists, statements, statistics. */
@NullMarked
package org.samling.postgres.reports;

import org.jspecify.annotations.NullMarked;
