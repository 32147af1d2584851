select epoch, position, settled from head
