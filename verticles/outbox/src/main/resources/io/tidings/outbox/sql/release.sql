update relay set until = '-infinity' where only_row and holder = $1::text
