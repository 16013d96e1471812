global using static Espalier.Torch.torch;
