#pragma warning disable IDE0005
global using Espalier.Torch;
global using Espalier.Torch.Modules;
global using static Espalier.Torch.torch;
global using static Espalier.Torch.torch.nn;
