/** The data that persons get about themselves. */
@NullMarked
package org.samling.routes.privacy;

import org.jspecify.annotations.NullMarked;
