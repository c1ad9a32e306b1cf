/** What is told of persons to themselves. */
@NullMarked
package org.samling.routes.privacy;

import org.jspecify.annotations.NullMarked;
